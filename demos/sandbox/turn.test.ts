// Node has Web Locks and BroadcastChannel of its own: these are the real ones, with several tabs in one process.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hostLock, turnLock } from './protocol.ts';
import { openTurns, type Turn, type Turns } from './turn.ts';

const open: Turns[] = [];
let channels = 0;

async function tab(
  client: string,
  channel = `turn-test-${channels}`,
): Promise<{ turns: Turns; seen: Turn[] }> {
  const seen: Turn[] = [];
  const turns = await openTurns({
    locks: navigator.locks,
    channel: new BroadcastChannel(channel) as never,
    client,
    changed: (turn) => seen.push(turn),
  });
  open.push(turns);
  return { turns, seen };
}
const held = async (): Promise<string[]> =>
  ((await navigator.locks.query()).held ?? [])
    .map(({ name }) => name ?? '')
    .filter((name) => name.startsWith('sandbox'));
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 3_000, interval: 5 });

afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  channels++;
  await eventually(async () => expect(await held()).toEqual([]));
});

describe('the turn', () => {
  it('is free, then mine, and found by its name once it is announced', async () => {
    const { turns } = await tab('one');
    expect(turns.turn).toEqual({ kind: 'free', lost: false });
    expect(await turns.take()).toBe(true);
    expect(await held()).toEqual([turnLock]);
    await turns.announce();
    expect(await held()).toContain(`${hostLock}one`);
    turns.release();
    expect(turns.turn).toEqual({ kind: 'free', lost: false });
    await eventually(async () => expect(await held()).toEqual([]));
    // Stopped before the browser gave the name away: it is not kept.
    expect(await turns.take()).toBe(true);
    const announced = turns.announce();
    turns.release();
    await announced;
    await eventually(async () => expect(await held()).toEqual([]));
  });

  it('of another is seen when it is taken and when its API answers', async () => {
    const one = await tab('one');
    const two = await tab('two');
    await one.turns.take();
    await eventually(() => expect(two.turns.turn).toEqual({ kind: 'other', ready: false }));
    expect(await two.turns.take()).toBe(false);
    await one.turns.announce();
    await eventually(() => expect(two.turns.turn).toEqual({ kind: 'other', ready: true }));
    // A tab that opens now sees it at once.
    expect((await tab('three')).turns.turn).toEqual({ kind: 'other', ready: true });
  });

  it('passes on when its tab goes, to all that wait: one takes it, the others follow', async () => {
    const one = await tab('one');
    await one.turns.take();
    await one.turns.announce();
    const [two, three] = [await tab('two'), await tab('three')];
    one.turns.close();
    await eventually(() =>
      expect([two, three].map(({ turns }) => turns.turn)).toEqual([
        { kind: 'free', lost: true },
        { kind: 'free', lost: true },
      ]),
    );
    expect(await three.turns.take()).toBe(true);
    await eventually(() => expect(two.turns.turn).toMatchObject({ kind: 'other' }));
    // And once more, the other way round.
    three.turns.release();
    await eventually(() => expect(two.turns.turn).toEqual({ kind: 'free', lost: true }));
    expect(await two.turns.take()).toBe(true);
  });

  it('goes to one of two that press at once', async () => {
    const tabs = [await tab('one'), await tab('two')];
    const got = await Promise.all(tabs.map(({ turns }) => turns.take()));
    expect(got.filter(Boolean)).toHaveLength(1);
    const loser = tabs[got.indexOf(false)];
    await eventually(() => expect(loser?.turns.turn.kind).toBe('other'));
  });
});
