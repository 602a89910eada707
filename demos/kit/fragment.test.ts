import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { seeded } from '../../tests/soak.ts';
import { fragmentFor, mostBytes, readFragment } from './fragment.ts';

fc.configureGlobal(seeded);

const schema = z.strictObject({ person: z.enum(['vera', 'carl']), note: z.string() });
const state = { person: 'vera', note: 'Grüße, 東京, 🜛 — ?&#' } as const;
const read = (hash: string) => readFragment(hash, 'demo', schema);
const packed = (bytes: string | Uint8Array) => `#demo?s=${deflateRawSync(bytes).toString('base64url')}`;

describe('a link with a state', () => {
  it('comes back as it went, and is made of letters that no chat program breaks', async () => {
    const fragment = await fragmentFor('demo', state);
    expect(fragment).toMatch(/^#demo\?s=[\w-]+$/);
    expect(await read(fragment)).toEqual({ kind: 'state', state });
  });

  it('comes back for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (note) => {
        const back = await read(await fragmentFor('demo', { person: 'carl', note }));
        expect(back).toEqual({ kind: 'state', state: { person: 'carl', note } });
      }),
      { numRuns: 50 },
    );
  });

  it.each(['', '#', '#demo', '#other?s=AAAA', '#demo?t=1', '#demonstration?s=AAAA'])(
    'is not seen in "%s"',
    async (hash) => expect(await read(hash)).toEqual({ kind: 'none' }),
  );
});

describe('a link that is refused, with words', () => {
  it.each([
    ['letters outside base64url', '#demo?s=a+b/', /damaged/],
    ['nothing', '#demo?s=', /damaged/],
    ['an impossible length', '#demo?s=AAAAA', /damaged/],
    ['bytes that are not deflated', '#demo?s=_____w', /damaged/],
    ['one that was cut', packed(JSON.stringify(state)).slice(0, -8), /damaged/],
    ['text that is no JSON', packed('{'), /another version/],
    ['bytes that are no text', packed(new Uint8Array([0x22, 0xff, 0x22])), /another version/],
    ['an unknown person', packed('{"person":"mallory","note":""}'), /another version/],
    ['a key too many', packed('{"person":"vera","note":"","run":true}'), /another version/],
    ['a prototype', packed('{"__proto__":{"person":"vera"},"note":""}'), /another version/],
  ])('for %s', async (_what, hash, words) => {
    expect(await read(hash)).toEqual({ kind: 'refused', why: expect.stringMatching(words) });
  });

  it('for more than 8 KB, without unpacking what is behind it', async () => {
    const bomb = packed(new Uint8Array(5_000_000).fill(0x20));
    expect(bomb.length).toBeLessThan(mostBytes * 2);
    expect(await read(bomb)).toEqual({ kind: 'refused', why: expect.stringMatching(/more than 8 KB/) });
  });

  it('for noise of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        expect((await read(`#demo?s=${text}`)).kind).toBe('refused');
      }),
      { numRuns: 200 },
    );
  });

  it('is not made either when the state is too large', async () => {
    await expect(fragmentFor('demo', { note: 'x'.repeat(mostBytes) })).rejects.toThrow(/too large/);
  });
});
