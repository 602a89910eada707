// Each check says its own, and together they say what the service's verify() says.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { issue, unverified } from '#api/identity/access-token.ts';
import { type Claims, claimsFor } from '#api/identity/claims.ts';
import { expected, people } from './demo.ts';
import { type EditId, editIds, edits, textsOf, withPart } from './edits.ts';
import { type Check, claimIds, examine } from './examine.ts';
import { createMint, makePair } from './mint.ts';

const now = Date.UTC(2026, 10, 23, 9);
const bearer = {
  user: '01900000-0000-7000-8000-00000000001a',
  organisation: '01900000-0000-7000-8000-00000000000a',
  role: 'viewer',
  department: 'operations',
  family: '01900000-0000-7000-8000-0000000000f1',
  epoch: 0,
} as const;
const claims = claimsFor(bearer, expected, now, '01900000-0000-7000-8000-0000000000f2');
let pair: Awaited<ReturnType<typeof makePair>>;
let token: string;
beforeAll(async () => {
  pair = await makePair('EdDSA');
  token = await issue(pair.signer, claims);
});
const look = (text: string, at = now) => examine(text, [pair.verifier], expected, at);
const failing = (checks: readonly Check[]) =>
  checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
const resigned = (change: Record<string, unknown>) => issue(pair.signer, { ...claims, ...change } as Claims);

describe('the checks', () => {
  it('pass, all of them, on a good token', async () => {
    const { accepted, checks } = await look(token);
    expect(accepted).toBe(true);
    expect(checks.map(({ id }) => id)).toEqual(['form', 'header', 'signature', 'json', ...claimIds]);
    expect(new Set(checks.map(({ outcome }) => outcome))).toEqual(new Set(['passed']));
  });

  const broken: Readonly<Record<EditId, readonly string[]>> = {
    admin: ['signature'],
    longer: ['signature', 'life'],
    foreign: ['signature', 'aud'],
    without: ['signature', 'sid'],
    none: ['header'],
    confused: ['header'],
    bit: ['signature'],
    cut: ['form'],
    spaced: ['form'],
  };
  it.each(editIds)('name what “%s” breaks', async (id) => {
    const text = edits[id].apply(token);
    const { accepted, checks } = await look(text);
    expect(failing(checks)).toEqual(broken[id]);
    expect(accepted).toBe(false);
  });

  it.each([
    ['exp', 606, {}],
    ['nbf', -6, {}],
    ['iss', 0, { iss: 'https://elsewhere.example' }],
    ['aud', 0, { aud: ['x', expected.audience] }],
    ['sub', 0, { sub: 'vera' }],
    ['jti', 0, { jti: 7 }],
    ['org', 0, { org: null }],
    ['sid', 0, { sid: undefined }],
    ['role', 0, { role: 'root' }],
    ['department', 0, { department: 'Finance!' }],
    ['epoch', 0, { epoch: -1 }],
    ['iat', 0, { iat: claims.iat + 6 }],
    ['life', 0, { exp: claims.exp + 1 }],
  ] as const)('fail by name, rightly signed as it is: %s', async (id, seconds, change) => {
    const { accepted, checks } = await look(await resigned(change), now + seconds * 1000);
    expect(failing(checks)).toContain(id);
    expect(checks.find((check) => check.id === 'signature')?.outcome).toBe('passed');
    expect(accepted).toBe(false);
    // The weak twin looks at no check and believes all of it.
    expect(unverified(await resigned(change))).not.toBeNull();
  });

  it('stand at the edge of the leeway and fall one second on', async () => {
    expect((await look(token, now + 605_000)).accepted).toBe(true);
    expect((await look(token, now + 606_000)).accepted).toBe(false);
    expect((await look(token, now - 5_000)).accepted).toBe(true);
    expect((await look(token, now - 6_000)).accepted).toBe(false);
  });

  it('agree with the verdict of verify(), whatever is changed', async () => {
    const change = fc.oneof(
      fc.tuple(
        fc.constantFrom('header', 'payload', 'signature'),
        fc.string({ maxLength: 60, unit: 'binary' }),
      ),
      fc.record({ at: fc.nat(), char: fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }) }),
    );
    await fc.assert(
      fc.asyncProperty(change, fc.integer({ min: -20, max: 700 }), async (how, seconds) => {
        const text = Array.isArray(how)
          ? withPart(token, how[0], how[1])
          : token.slice(0, how.at % token.length) + how.char + token.slice((how.at % token.length) + 1);
        const { accepted, checks } = await look(text, now + seconds * 1000);
        expect(accepted).toBe(checks.every(({ outcome }) => outcome === 'passed'));
        if (text !== token) expect(accepted).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the mint', () => {
  it('issues for everyone, with each algorithm; the service takes its own three and refuses ES256', async () => {
    const mint = createMint();
    for (const alg of ['RS256', 'PS256', 'EdDSA', 'ES256'] as const) {
      const issued = await mint.issue('rita', alg, now);
      const { accepted, checks } = await examine(issued.token, mint.verifiers(), expected, now);
      expect([alg, accepted]).toEqual([alg, alg !== 'ES256']);
      if (alg === 'ES256') expect(failing(checks)).toEqual(['header']);
      expect(JSON.parse(textsOf(issued.token).payload)).toEqual(issued.claims);
    }
    for (const person of people) expect((await mint.issue(person, 'EdDSA', now)).claims.iat).toBe(now / 1000);
  });
});
