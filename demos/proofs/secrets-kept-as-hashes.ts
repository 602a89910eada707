import { proof } from './proof.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export default proof({
  id: 'secrets-kept-as-hashes',
  says: 'The database holds a refresh token as SHA-256 of its text and passwords as argon2id, and the token’s own text nowhere.',
  layer: 'L3',
  signIns: 1,
  decides: 'token-hash',
  needs: ['inspect'],
  weak: {
    sql: `create function weak_hash() returns trigger language plpgsql as $$ begin new.hash := sha256(new.hash); return new; end $$;
      create trigger weak_hash before insert on refresh_tokens for each row execute function weak_hash();`,
  },
  arrange: (at) => at.session('carl'),
  async act(at, { refreshToken }) {
    const text = quoted(refreshToken);
    const [hashed] = await at.rows(
      `select count(*)::int as n from refresh_tokens where hash = sha256(convert_to('refresh-token' || chr(10) || ${text}, 'UTF8'))`,
    );
    const [clear] = await at.rows(
      `select (select count(*) from refresh_tokens t where position(convert_to(${text}, 'UTF8') in coalesce(t.successor_sealed, '')) > 0)::int
        + (select count(*) from refresh_families f where f.device like '%' || ${text} || '%')::int as n`,
    );
    const [passwords] = await at.rows(
      `select count(*)::int as n, count(*) filter (where password_phc like '$argon2id$v=19$%')::int as slow from users`,
    );
    return { hashed, clear, passwords, random: refreshToken.length - 'rt1_'.length };
  },
  expect({ hashed, clear, passwords, random }, is) {
    is('the hash of the token is there, once', hashed?.['n'] === 1);
    is('its text is not', clear?.['n'] === 0);
    is('it holds 256 random bits', Math.floor((random * 6) / 8) * 8 >= 256);
    is(
      'every password is an argon2id hash',
      passwords?.['n'] === passwords?.['slow'] && Number(passwords?.['n']) > 0,
    );
  },
});
