// What one may look at in the database behind the API's back. Reading only; bytes are shown as the start of their hex form.

export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly sql: string;
}

export const presets: readonly Preset[] = [
  {
    id: 'documents',
    title: 'Documents as stored',
    says: 'Titles in clear, texts sealed with AES-256-GCM: this is what a copy of the disk would hold.',
    sql: `select d.title, u.email as owner, d.classification, d.locked, d.version,
  left(encode(d.body_sealed, 'hex'), 48) || '…' as body_sealed
from documents d join users u on u.id = d.owner_id
order by d.created_at desc, d.id desc limit 50`,
  },
  {
    id: 'audit',
    title: 'Audit chain',
    says: 'Each entry’s hash covers the one before; “linked” compares them. The newest comes first.',
    sql: `select seq, to_char(to_timestamp(at_ms / 1000.0) at time zone 'utc', 'HH24:MI:SS') as at_utc,
  convert_from(body, 'UTF8')::jsonb ->> 'action' as action,
  convert_from(body, 'UTF8')::jsonb ->> 'decision' as decision,
  left(encode(previous, 'hex'), 12) || '…' as previous, left(encode(hash, 'hex'), 12) || '…' as hash,
  previous = lag(hash, 1, decode(repeat('00', 32), 'hex')) over (order by seq) as linked
from audit_entries order by seq desc limit 50`,
  },
  {
    id: 'sessions',
    title: 'Sessions',
    says: 'A family for each sign-in. Of refresh tokens only SHA-256 is kept, so this table opens nothing.',
    sql: `select u.email, f.device, f.created_at, f.ended_why, count(t.hash)::int as tokens,
  left(encode(max(t.hash), 'hex'), 24) || '…' as a_token_hash
from refresh_families f join users u on u.id = f.user_id left join refresh_tokens t on t.family_id = f.id
group by f.id, u.email order by f.created_at desc limit 50`,
  },
  {
    id: 'people',
    title: 'People as stored',
    says: 'Names sealed, passwords as argon2id hashes. The epoch rises when access must end at once.',
    sql: `select email, role, department, status, epoch, left(encode(name_sealed, 'hex'), 24) || '…' as name_sealed,
  left(password_phc, 30) || '…' as password_phc
from users order by organisation_id, id limit 50`,
  },
  {
    id: 'keys',
    title: 'Keys',
    says: 'Data keys lie here wrapped; the private halves of signing keys are sealed.',
    sql: `select 'data key ' || id as key, purpose as use, left(encode(wrapped, 'hex'), 24) || '…' as wrapped_or_sealed,
  created_at as since from data_keys
union all
select kid, alg, left(encode(private_sealed, 'hex'), 24) || '…', published_at from signing_keys order by since`,
  },
];
