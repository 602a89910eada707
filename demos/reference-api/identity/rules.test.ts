// The pure rules of identity, without a service around them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../tests/soak.ts';
import { decode, encode } from './base64url.ts';
import { due, type KeyDates, keyState } from './key-life.ts';
import { nodePasswords } from './passwords-node.ts';
import { wasmPasswords } from './passwords-wasm.ts';
import { formatPhc, parsePhc } from './phc.ts';
import { makeRefreshToken, openSuccessor, readRefreshToken, sealSuccessor } from './refresh-token.ts';
import { rotate, type TokenState } from './rotate.ts';
import { identitySettings } from './settings.ts';
import { longestToken, partsOf } from './strict-form.ts';
import { type Entry, verifiedCache } from './verified-cache.ts';

fc.configureGlobal(seeded);

const random = (n: number) => crypto.getRandomValues(new Uint8Array(n));

describe('base64url', () => {
  it('reads back what it writes, like everybody else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(encode(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decode(encode(bytes))).toEqual(bytes);
      }),
    );
  });

  it('has one spelling for each value', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12, unit: 'binary' }), (text) => {
        const bytes = decode(text);
        if (bytes !== null) expect(encode(bytes)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
    for (const text of ['A', 'AB==', 'AB', 'AAB', 'A A', 'AA\n', 'A+A/', 'AAAé'])
      expect(decode(text)).toBeNull();
    expect(decode('AA')).toEqual(new Uint8Array(1));
  });
});

describe('the strict form', () => {
  it('takes three parts of base64url and nothing else', () => {
    const signature = Uint8Array.of(0x71);
    expect(partsOf('aa.bQ.cQ')).toEqual({
      header: 'aa',
      payload: 'm',
      signature,
      signed: Uint8Array.from(Buffer.from('aa.bQ')),
    });
    for (const text of [
      '',
      '.',
      '..',
      'aa.bQ',
      'aa..cQ',
      '.bQ.cQ',
      'aa.bQ.',
      'aa.bQ.cQ.cQ',
      'aa.bQ..cQ',
      'aa.bb.cQ',
      'a=.bQ.cQ',
      'aa.bQ.cQé',
      'aa._w.cQ',
    ])
      expect(partsOf(text)).toBeNull();
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'binary' }), (text) => {
        const parts = partsOf(text);
        if (parts !== null) expect(text).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      }),
    );
    expect(partsOf(`a.${'b'.repeat(longestToken)}.c`)).toBeNull();
  });
});

describe('the rotation rule', () => {
  const fresh: TokenState = {
    usedAt: null,
    successorUsed: false,
    idleExpiry: 1_000,
    absoluteExpiry: 2_000,
    ended: false,
    active: true,
  };
  it.each([
    [null, 0, 10, 'unknown'],
    [fresh, 999, 0, 'rotated'],
    [fresh, 1_000, 0, 'expired'],
    [{ ...fresh, idleExpiry: 3_000 }, 2_000, 0, 'expired'],
    [{ ...fresh, ended: true }, 0, 10, 'ended'],
    [{ ...fresh, active: false }, 0, 10, 'ended'],
    [{ ...fresh, usedAt: 500 }, 500, 0, 'reused'],
    [{ ...fresh, usedAt: 500 }, 510, 10, 'same-successor'],
    [{ ...fresh, usedAt: 500 }, 511, 10, 'reused'],
    [{ ...fresh, usedAt: 500, successorUsed: true }, 501, 10, 'reused'],
    [{ ...fresh, usedAt: 1_995 }, 2_000, 10, 'expired'],
    [{ ...fresh, usedAt: 500, ended: true }, 501, 10, 'ended'],
  ] as const)('%j at %d with a grace of %d: %s', (state, now, grace, outcome) => {
    expect(rotate(state, now, grace)).toBe(outcome);
  });
});

describe('refresh tokens', () => {
  it('seal their successor for themselves only', async () => {
    const [parent, other, successor] = await Promise.all([1, 2, 3].map(() => makeRefreshToken(random(32))));
    if (!parent || !other || !successor) throw new Error('three were made');
    const sealed = await sealSuccessor(parent, successor, random(12));
    expect(await openSuccessor(parent, sealed)).toBe(successor.text);
    await expect(openSuccessor(other, sealed)).rejects.toThrow();
    sealed[20] = (sealed[20] as number) ^ 1;
    await expect(openSuccessor(parent, sealed)).rejects.toThrow();
    expect((await readRefreshToken(parent.text))?.hash).toEqual(parent.hash);
    for (const text of [
      '',
      parent.text.slice(4),
      `${parent.text}=`,
      parent.text.replace('rt1', 'rt2'),
      `${parent.text} `,
    ])
      expect(await readRefreshToken(text)).toBeNull();
  });
});

describe('the life of a key', () => {
  const life = { spread: 300, signs: 3_000, outlives: 600 };
  const key = (kid: string, signsFrom: number, signsUntil: number | null = null): KeyDates => ({
    kid,
    signsFrom,
    signsUntil,
    retired: false,
  });
  it('has four states', () => {
    expect([99, 100, 199, 200].map((now) => keyState(key('a', 100, 200), now))).toEqual([
      'published',
      'signing',
      'signing',
      'verifying',
    ]);
    expect(keyState({ ...key('a', 0), retired: true }, 1)).toBe('retired');
  });
  it('begins at once for the first, after the spread for the next', () => {
    expect(due([], 50, life)).toEqual({ publish: 50, advance: null, retire: [] });
    expect(due([key('a', 0)], 2_699, life).publish).toBeNull();
    expect(due([key('a', 0)], 2_700, life).publish).toBe(3_000);
    expect(due([key('a', 0)], 9_000, life).publish).toBe(9_300);
    expect(due([key('a', 0, 3_000), key('b', 3_000)], 2_800, life).publish).toBeNull();
  });
  it('ends after the last token of it', () => {
    const keys = [key('a', 0, 3_000), key('b', 3_000)];
    expect([due(keys, 3_600, life).retire, due(keys, 3_601, life).retire]).toEqual([[], ['a']]);
  });
  it('brings the next one forward where nobody signs', () => {
    expect(due([key('b', 3_000)], 100, life)).toEqual({ publish: null, advance: 'b', retire: [] });
    expect(due([key('a', 0, 50)], 100, life).publish).toBe(100);
  });
});

describe('passwords', () => {
  const [onNode, onWasm] = [nodePasswords({ bytes: random }, 64), wasmPasswords({ bytes: random }, 64)];
  it('are argon2id PHC strings that both adapters read', async () => {
    const [a, b] = [await onNode.hash('päss wörd 🦊'), await onWasm.hash('päss wörd 🦊')];
    for (const phc of [a, b]) {
      expect(phc).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=1\$[^=$]+\$[^=$]+$/);
      for (const passwords of [onNode, onWasm]) {
        expect(await passwords.verify('päss wörd 🦊', phc)).toBe(true);
        expect(await passwords.verify('pass word 🦊', phc)).toBe(false);
      }
    }
    expect(await onNode.hash('x')).not.toBe(await onNode.hash('x'));
  });
  it('cost 19 MiB and two passes unless a test says less', async () => {
    expect(await nodePasswords({ bytes: random }).hash('x')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
  it('refuse every other form', async () => {
    const phc = await onNode.hash('x');
    for (const text of [
      '',
      'plain:x',
      phc.replace('argon2id', 'argon2i'),
      phc.replace('v=19', 'v=16'),
      `${phc}=`,
      phc.slice(0, 40),
    ]) {
      expect(parsePhc(text)).toBeNull();
      expect(await onNode.verify('x', text)).toBe(false);
    }
    expect(formatPhc(parsePhc(phc) as never)).toBe(phc);
  });
});

describe('the cache of verified tokens', () => {
  const entry = (expires: number): Entry => ({
    principal: { user: 'u', organisation: 'o', role: 'viewer', department: 'd', family: 'f' },
    epoch: 0,
    kid: 'k',
    expires,
  });
  it('never passes the expiry and never grows past its bound', () => {
    const cache = verifiedCache(3);
    for (let i = 0; i < 10; i++) cache.set(`t${i}`, entry(100));
    expect([cache.size(), cache.get('t0', 0), cache.get('t9', 99)?.kid]).toEqual([3, undefined, 'k']);
    expect([cache.get('t9', 100), cache.size()]).toEqual([undefined, 2]);
    cache.drop(({ principal }) => principal.family === 'f');
    expect(cache.size()).toBe(0);
  });
  it('tells tokens apart by every character', () => {
    const cache = verifiedCache();
    cache.set('aaaa.bbbb.cccc', entry(100));
    expect(cache.get('aaaa.bbbb.cccd', 0)).toBeUndefined();
  });
});

describe('settings', () => {
  it.each([
    { accessSeconds: 601 },
    { graceSeconds: 11 },
    { leewaySeconds: 31 },
    { graceSeconds: -1 },
    { idleSeconds: 0.5 },
  ])('refuse %j', (given) => {
    expect(() => identitySettings(given)).toThrow(RangeError);
  });
});
