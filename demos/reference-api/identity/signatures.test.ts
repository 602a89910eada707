// The two engines that check signatures answer alike, whatever they are given.
import { constants, sign as nodeSign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { issue, verify } from './access-token.ts';
import { type Algorithm, algorithms } from './algorithms.ts';
import { decode } from './base64url.ts';
import { makeKey } from './make-key.ts';
import { type PublicKey, type Signatures, type Verifier, webSignatures } from './signatures.ts';
import { nodeSignatures } from './signatures-node.ts';

const engines: readonly (readonly [string, Signatures])[] = [
  ['web crypto', webSignatures],
  ['node:crypto', nodeSignatures],
];
const names = Object.keys(algorithms) as Algorithm[];
type Made = {
  jwk: JsonWebKey;
  other: JsonWebKey;
  signature: Uint8Array<ArrayBuffer>;
  weak: Uint8Array | null;
};
const made = new Map<Algorithm, Made>();
const text = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ2ZXJhIn0';

beforeAll(async () => {
  for (const alg of names) {
    const { sign, import: kind } = algorithms[alg];
    const [{ jwk, pkcs8 }, other] = await Promise.all([makeKey(alg), makeKey(alg)]);
    const key = await crypto.subtle.importKey('pkcs8', pkcs8 as BufferSource, kind, false, ['sign']);
    const signature = new Uint8Array(await crypto.subtle.sign(sign, key, Buffer.from(text)));
    // The same key and text, signed the other way that RSA has; PSS also with a salt of another length.
    const pem = { key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' } as const;
    const padding = alg === 'RS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const weak = alg === 'EdDSA' ? null : nodeSign('sha256', Buffer.from(text), { ...pem, padding });
    made.set(alg, { jwk, other: other.jwk, signature, weak });
  }
});

describe.each(engines)('signatures by %s', (_name, engine) => {
  const given = (alg: Algorithm): Made => made.get(alg) as Made;
  const checks = (alg: Algorithm, key: PublicKey, signature: Uint8Array, signed = text) =>
    engine.verify(alg, key, new Uint8Array(signature), new TextEncoder().encode(signed));

  it('accept the published example of Ed25519 (RFC 8037, appendix A.4)', async () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    const signed = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc';
    const signature = decode(
      'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    );
    const key = await engine.importKey('EdDSA', jwk);
    expect(await checks('EdDSA', key, signature as Uint8Array, signed)).toBe(true);
    expect(await checks('EdDSA', key, signature as Uint8Array, `${signed}A`)).toBe(false);
  });

  it.each(names)('%s: the right one, and no other text, key, padding, length or bit', async (alg) => {
    const { jwk, other, signature, weak } = given(alg);
    const key = await engine.importKey(alg, jwk);
    expect(await checks(alg, key, signature)).toBe(true);
    expect(await checks(alg, key, signature, `${text}x`)).toBe(false);
    expect(await checks(alg, await engine.importKey(alg, other), signature)).toBe(false);
    if (weak !== null) expect(await checks(alg, key, weak)).toBe(false);
    for (const bytes of [[], [0], [...signature, 0], [0, ...signature], [...signature].slice(1)])
      expect(await checks(alg, key, Uint8Array.from(bytes))).toBe(false);
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const flipped = signature.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      if (await checks(alg, key, flipped)) expect.fail(`bit ${bit}`);
    }
  });

  it('refuse a key of another kind before it checks anything', async () => {
    await expect(engine.importKey('RS256', given('EdDSA').jwk)).rejects.toThrow();
    await expect(engine.importKey('PS256', given('EdDSA').jwk)).rejects.toThrow();
    await expect(engine.importKey('EdDSA', given('RS256').jwk)).rejects.toThrow();
  });

  it('read the token that is issued', async () => {
    const { jwk, pkcs8, kid } = await makeKey('RS256');
    const key = await crypto.subtle.importKey(
      'pkcs8',
      pkcs8 as BufferSource,
      algorithms.RS256.import,
      false,
      ['sign'],
    );
    const id = '01900000-0000-7000-8000-00000000000a';
    const token = await issue(
      { kid, alg: 'RS256', header: 'aaaa', key },
      {
        ...{ iss: 'i', aud: 'a', sub: id, exp: 1_600, nbf: 1_000, iat: 1_000, jti: id, org: id },
        ...{ role: 'viewer', department: 'finance', sid: id, epoch: 0 },
      },
    );
    const verifier: Verifier = {
      ...{ kid, alg: 'RS256', header: 'aaaa', key: await engine.importKey('RS256', jwk), jwk },
      ...{ from: 0, until: 0, sealed: new Uint8Array() },
    };
    const expected = { issuer: 'i', audience: 'a', accessSeconds: 600, leewaySeconds: 5 };
    const read = (one: string) => verify(engine, one, () => verifier, expected, 1_100_000);
    expect((await read(token))?.claims.sub).toBe(id);
    expect(await read(token.replace(/.{8}$/, 'AAAAAAAA'))).toBeNull();
  });
});
