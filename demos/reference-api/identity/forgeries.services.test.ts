// Access tokens that are not ours, not now ours, or not in our form (AUTHN-02 to 08), sent to the service as requests. The
// weak twin in test/forge.ts is asked the same and has to fall for each kind. One long file, because all of it needs the same
// service: with its questions to the database counted and its log overheard.
import { createHmac, createPublicKey, generateKeyPairSync, sign as nodeSign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps, Log } from '../deps.ts';
import type { Database } from '../storage/database.ts';
import { b64, claimsOf, headerOf, signed, weakVerifier } from './test/forge.ts';
import { openSetting, type Process, type Setting } from './test/processes.ts';

let setting: Setting;
let process_: Process;
let valid: string;
let refreshToken: string;
let weak: (token: string) => boolean;
let jwk: JsonWebKey;
let pem: string;
let questions = 0;
const lines: string[] = [];

const counting = (database: Database): Database => ({
  ...database,
  query: (statement) => {
    questions += 1;
    return database.query(statement);
  },
  transaction: (scope, work) => {
    questions += 1;
    return database.transaction(scope, work);
  },
});
const listening: Log = { write: (...line) => void lines.push(JSON.stringify(line)) };

beforeAll(async () => {
  setting = await openSetting('node');
  const { deps } = setting.host;
  process_ = setting.another({ database: counting(deps.database), log: listening } satisfies Partial<Deps>);
  ({ accessToken: valid, refreshToken } = await process_.signIn('vera'));
  const { keys } = await process_.identity.keys.jwks();
  jwk = keys[0] as JsonWebKey;
  pem = createPublicKey({ key: jwk as never, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  }) as string;
  weak = weakVerifier(jwk, pem);
  expect(await process_.me(valid)).toBe(200);
  expect(weak(valid)).toBe(true);
});
afterAll(() => setting.host.close());

const status = async (token: string): Promise<number> => {
  const request = new Request('http://api/v1/me', { headers: { authorization: `Bearer ${token}` } });
  try {
    await process_.identity.authenticate(request);
    return 200;
  } catch (error) {
    return (error as { code?: string }).code === 'not-authenticated' ? 401 : 500;
  }
};

/** Statuses of all, and that refusing them took no question to the database. */
async function refusedUnasked(tokens: readonly string[]): Promise<void> {
  const before = questions;
  const statuses = await Promise.all(tokens.map(status));
  expect(statuses).toEqual(tokens.map(() => 401));
  expect(questions - before).toBe(0);
}

const resigned = async (
  change: (claims: Record<string, unknown>) => void,
  header = headerOf(valid),
): Promise<string> => {
  const claims: Record<string, unknown> = { ...claimsOf(valid) };
  change(claims);
  return signed(await process_.identity.keys.signer(), { header, claims });
};

describe('the form of a token', () => {
  it('AUTHN-02: forty spellings that other parsers read are refused, and the twin reads some of them', async () => {
    const [h, p, s] = valid.split('.') as [string, string, string];
    const inside = (text: string, what: string) => text.slice(0, 9) + what + text.slice(9);
    const loose = [' ', '\t', '+', '/', '=', '%', '\u00a0', '\u200b', 'é', '~'];
    const spellings = [
      ...loose.flatMap((c) => [
        `${inside(h, c)}.${p}.${s}`,
        `${h}.${inside(p, c)}.${s}`,
        `${h}.${p}.${inside(s, c)}`,
      ]),
      `${h}=.${p}.${s}`,
      `${h}.${p}==.${s}`,
      `${h}.${p}.${s}=`,
      `.${p}.${s}`,
      `${h}..${s}`,
      `${h}.${p}.`,
      `${h}.${p}`,
      `${h}.${p}.${s}.`,
      `${h}.${p}.${s}.${s}`,
      `${h}.${p}.${s}.${s}.${s}`,
      JSON.stringify({ protected: h, payload: p, signature: s }),
      JSON.stringify({ payload: p, signatures: [{ protected: h, signature: s }] }),
      `${h}.${p}.${s.slice(0, -1)}${s.endsWith('A') ? 'B' : String.fromCharCode(s.charCodeAt(s.length - 1) + 1)}`,
      `${valid},${valid}`,
    ];
    expect(spellings.length).toBeGreaterThanOrEqual(40);
    // Header values are bytes: what is not Latin-1 cannot even be sent.
    const sendable = spellings.filter((token) => [...token].every((c) => c.charCodeAt(0) < 256));
    await refusedUnasked(sendable);
    expect(spellings.filter(weak).length).toBeGreaterThan(3);
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic dmVyYTp4', 'Token x'])(
    'refuses Authorization %j',
    async (authorization) => {
      const app = process_.identity.authenticate;
      const request = new Request('http://api/', authorization === '' ? {} : { headers: { authorization } });
      await expect((async () => app(request))()).rejects.toMatchObject({ code: 'not-authenticated' });
    },
  );
});

describe('the algorithm', () => {
  it('AUTHN-03: no other algorithm, and none in any casing', async () => {
    const claims = claimsOf(valid);
    const { kid } = headerOf(valid);
    const make = (alg: unknown, sign: (text: string) => Buffer | string) => {
      const text = `${b64({ alg, kid, typ: 'at+jwt' })}.${b64(claims)}`;
      return `${text}.${Buffer.from(sign(text)).toString('base64url')}`;
    };
    const none = ['none', 'None', 'NONE', 'nOnE', 'noNe', 'nonE', 'NoNe', 'NonE'];
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
    const secrets = [pem, pem.trim(), der, JSON.stringify(jwk), jwk.n as string];
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ed = generateKeyPairSync('ed25519');
    const tokens = [
      ...none.map((alg) => make(alg, () => 'x')),
      ...none.map((alg) => `${b64({ alg, kid, typ: 'at+jwt' })}.${b64(claims)}.`),
      ...secrets.map((secret) => make('HS256', (text) => createHmac('sha256', secret).update(text).digest())),
      ...[
        'RS256',
        'RS384',
        'RS512',
        'PS256',
        undefined,
        null,
        ['RS256'],
        { alg: 'RS256' },
        '',
        'rs256',
        'RS256 ',
      ].map((alg) => make(alg, (text) => nodeSign('sha256', Buffer.from(text), other.privateKey))),
      make('ES256', (text) =>
        nodeSign('sha256', Buffer.from(text), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
      ),
      make('EdDSA', (text) => nodeSign(null, Buffer.from(text), ed.privateKey)),
      // Even our own key, under another algorithm's name or with no name.
      ...(await Promise.all(
        ['RS384', 'PS256', undefined].map((alg) => resigned(() => {}, { alg, kid, typ: 'at+jwt' })),
      )),
    ];
    await refusedUnasked(tokens);
    const fooled = tokens.filter(weak).map((token) => String(headerOf(token)['alg']).toLowerCase());
    expect(new Set(fooled)).toEqual(new Set(['none', 'hs256', 'ps256', 'undefined']));
  });
});

describe('the header', () => {
  it('AUTHN-04: nothing in it is followed, looked up or believed', async () => {
    let visits = 0;
    const canary = createServer((_request, response) => {
      visits += 1;
      response.end(JSON.stringify({ keys: [] }));
    });
    await new Promise<void>((up) => canary.listen(0, '127.0.0.1', up));
    const url = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/keys`;
    const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ownJwk = own.publicKey.export({ format: 'jwk' });
    const base = headerOf(valid);
    const sqli = Array.from({ length: 100 }, (_, i) => `' OR ${i}=${i} --`);
    const headers: Record<string, unknown>[] = [
      { ...base, jwk: ownJwk },
      { ...base, jku: url },
      { ...base, x5u: url },
      { ...base, x5c: ['MIIB'] },
      { ...base, crit: ['exp'] },
      { ...base, crit: [] },
      { ...base, b64: false, crit: ['b64'] },
      { ...base, zip: 'DEF' },
      ...[
        ...sqli,
        '../../../../dev/null',
        'a\0b',
        'k'.repeat(8_192),
        '__proto__',
        'constructor',
        '',
        0,
        null,
        {},
        [],
      ].map((kid) => ({ ...base, kid })),
      JSON.parse(`{"alg":"RS256","kid":"${base['kid']}","typ":"at+jwt","__proto__":{"admin":true}}`),
    ];
    const attackers = headers.map((header) => {
      const text = `${b64(header)}.${b64(claimsOf(valid))}`;
      return `${text}.${nodeSign('sha256', Buffer.from(text), own.privateKey).toString('base64url')}`;
    });
    const ours = await Promise.all(headers.map((header) => resigned(() => {}, header)));
    await refusedUnasked([...attackers, ...ours]);
    expect(visits).toBe(0);
    expect(weak(attackers[0] as string)).toBe(true);
    await fetch(url);
    expect(visits).toBe(1);
    canary.close();
  });
});

describe('the claims', () => {
  it('AUTHN-05: each one missing, of another type or out of range is refused, though our own key signed it', async () => {
    const names = [
      'iss',
      'aud',
      'sub',
      'exp',
      'nbf',
      'iat',
      'jti',
      'org',
      'role',
      'department',
      'sid',
      'epoch',
    ];
    const values = [null, ['x'], [], {}, '1', '', 'x', 1e308, -1, 0.5, true];
    const changed = names.flatMap((name) => [
      (claims: Record<string, unknown>) => void delete claims[name],
      ...values.map(
        (value) => (claims: Record<string, unknown>) => void Object.assign(claims, { [name]: value }),
      ),
    ]);
    const tokens = await Promise.all(changed.map((change) => resigned(change)));
    const typ = await Promise.all(
      [undefined, null, ['at+jwt'], 'JWT', 'at+JWT', 'application/at+jwt', 1].map((value) =>
        resigned(() => {}, { ...headerOf(valid), typ: value }),
      ),
    );
    await refusedUnasked([...tokens, ...typ]);
    const [missing] = await Promise.all([resigned((claims) => void delete claims['exp'])]);
    expect(weak(missing)).toBe(true);
    expect(await status(await resigned(() => {}))).toBe(200);
  });

  it("AUTHN-05: another issuer's, another audience's and the sandbox's tokens are refused", async () => {
    const others = [
      'https://sandbox.example',
      'https://api.test.example/',
      'http://api.test.example',
      'https://API.test.example',
    ];
    await refusedUnasked(
      await Promise.all(
        others.flatMap((other) => [
          resigned((claims) => void Object.assign(claims, { iss: other })),
          resigned((claims) => void Object.assign(claims, { aud: other })),
          resigned((claims) => void Object.assign(claims, { aud: [claims['aud'], other] })),
        ]),
      ),
    );
  });

  it('AUTHN-06: a token of another kind is refused in both directions', async () => {
    const base = headerOf(valid);
    const kinds = await Promise.all(
      ['JWT', 'review+jwt', 'rt+jwt', 'secevent+jwt'].map((typ) => resigned(() => {}, { ...base, typ })),
    );
    await refusedUnasked([refreshToken, ...kinds]);
    for (const token of [valid, ...kinds]) expect((await process_.refresh(token)).status).toBe(401);
    expect(kinds.every(weak)).toBe(true);
    expect((await process_.refresh(refreshToken)).status).toBe(200);
  });

  it('AUTHN-07: clocks may differ by the leeway and no more; 2038 and 2100 are days like others', async () => {
    const { clock } = setting.host;
    const { leewaySeconds, accessSeconds } = process_.identity.inside.settings;
    expect(weak(await resigned((claims) => void Object.assign(claims, { exp: 1 })))).toBe(true);
    expect(leewaySeconds).toBeLessThanOrEqual(30);
    for (const leap of [0, Date.UTC(2038, 0, 19, 3, 14, 8), Date.UTC(2100, 1, 28, 23, 59, 59)]) {
      clock.advance(Math.max(0, leap - clock.now()));
      const { accessToken } = await process_.signIn('carl');
      const { exp } = claimsOf(accessToken);
      const fresh = setting.another();
      const future = async (seconds: number) => {
        const now = Math.floor(clock.now() / 1000) + seconds;
        const claims = { ...claimsOf(accessToken), nbf: now, iat: now, exp: now + accessSeconds };
        return signed(await process_.identity.keys.signer(), { header: headerOf(accessToken), claims });
      };
      expect(await fresh.me(await future(leewaySeconds))).toBe(200);
      expect(await fresh.me(await future(leewaySeconds + 1))).toBe(401);
      clock.advance((exp - 1) * 1000 - clock.now());
      expect([await process_.me(accessToken), await fresh.me(accessToken)]).toEqual([200, 200]);
      clock.advance((1 + leewaySeconds) * 1000);
      expect([await process_.me(accessToken), await fresh.me(accessToken)]).toEqual([200, 200]);
      clock.advance(1000);
      expect([await process_.me(accessToken), await fresh.me(accessToken)]).toEqual([401, 401]);
    }
  });
});

describe('the cost of refusing', () => {
  it('AUTHN-08: 10,000 bad tokens take no connection, little time, and leave no line with a token in it', async () => {
    const { accessToken } = await process_.signIn('vera');
    const [h, p, s] = accessToken.split('.') as [string, string, string];
    // A wrong signature is the dearest refusal: everything before it is in order.
    const bad = Array.from({ length: 10_000 }, (_, i) => {
      const at = 10 + (i % 400);
      const flipped = s[at] === 'A' ? 'B' : 'A';
      return [
        `${h}.${p}.${s.slice(0, at)}${flipped}${s.slice(at + 1)}`,
        `${h}.${p.slice(0, 20)}${p[20] === 'Q' ? 'R' : 'Q'}${p.slice(21)}.${s}`,
        `${h}x.${p}.${s}`,
        `${h}.${p}`,
      ][i % 4] as string;
    });
    lines.length = 0;
    const before = questions;
    const cpu = process.cpuUsage();
    for (let at = 0; at < bad.length; at += 50) {
      const statuses = await Promise.all(bad.slice(at, at + 50).map(status));
      expect(statuses.every((one) => one === 401)).toBe(true);
    }
    const { user, system } = process.cpuUsage(cpu);
    expect(questions - before).toBe(0);
    expect((user + system) / 1000 / bad.length).toBeLessThan(0.5);
    // Through the whole pipeline, for the log.
    for (const token of bad.slice(0, 40)) expect(await process_.me(token)).toBe(401);
    expect(lines.length).toBeGreaterThanOrEqual(40);
    expect(lines.filter((line) => line.includes(s.slice(20, 60)) || line.includes(p.slice(0, 20)))).toEqual(
      [],
    );
  });
});

describe('without L3, in the sandbox', () => {
  it('a forged token is believed, and a production start refuses to run that way', async () => {
    const { config } = setting.host.deps;
    const forged = `${b64({ alg: 'none' })}.${b64({ ...claimsOf(valid), role: 'admin' })}.x`;
    const off = setting.another({ config: { ...config, mode: 'sandbox', layersOff: ['L3'] } });
    expect([await process_.me(forged), await off.me(forged)]).toEqual([401, 200]);
    expect(() => setting.another({ config: { ...config, mode: 'production', layersOff: ['L3'] } })).toThrow(
      /L3/,
    );
  });
});
