// Publish, sign, retire: a token is good from its making to its end through a planned change, and for no moment after a leak.
import { describe, expect, it } from 'vitest';
import { keyState } from '#api/identity/key-life.ts';
import { createKeyTable } from './key-set.ts';
import { keysBegin as begin } from './keys-session.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
async function table() {
  const keys = createKeyTable(begin);
  await keys.tend(begin);
  const states = async () => {
    const { rows, now } = await keys.look();
    return rows.map((row) => `${row.name} ${keyState(row, now)}`);
  };
  const taken = async () => (await keys.look()).tokens.map(({ by, accepted }) => `${by} ${accepted}`);
  return { keys, states, taken };
}

describe('the key set', () => {
  it('changes the key without a token being refused', async () => {
    const { keys, states, taken } = await table();
    await keys.sign();
    await keys.publishNext();
    expect(await states()).toEqual(['k1 signing', 'k2 published']);
    expect((await keys.look()).jwks).toHaveLength(2);
    // Before the set has spread, the old key signs on.
    await keys.pass(begin + 5 * minute - 1);
    await keys.sign();
    await keys.pass(begin + 5 * minute);
    expect(await states()).toEqual(['k1 verifying', 'k2 signing']);
    await keys.sign();
    expect(await taken()).toEqual(['k1 true', 'k1 true', 'k2 true']);
    await keys.pass(begin + 15 * minute);
    expect(await taken()).toEqual(['k1 false', 'k1 true', 'k2 true']);
    await keys.pass(begin + 16 * minute);
    expect(await states()).toEqual(['k1 retired', 'k2 signing']);
    expect((await keys.look()).jwks).toHaveLength(1);
  });

  it('retires a leaked key at once, and another signs', async () => {
    const { keys, states, taken } = await table();
    await keys.sign();
    await keys.retireSigning();
    expect(await states()).toEqual(['k1 retired', 'k2 signing']);
    await keys.sign();
    expect(await taken()).toEqual(['k1 false', 'k2 true']);
  });

  it('lets a published key step in when the one that signs leaks', async () => {
    const { keys, states } = await table();
    await keys.publishNext();
    await keys.retireSigning();
    expect(await states()).toEqual(['k1 retired', 'k2 signing']);
  });

  it('publishes the next one by itself before thirty days are over', async () => {
    const { keys, states } = await table();
    await keys.pass(begin + 30 * day - 4 * minute);
    expect(await states()).toEqual(['k1 signing', 'k2 published']);
    await keys.pass(begin + 30 * day + 30 * minute);
    expect(await states()).toEqual(['k1 retired', 'k2 signing']);
  });
});
