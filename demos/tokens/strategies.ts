// Four ways of rotating over the same seeded sessions. The service's side of the first three is its own rule (rotate.ts);
// the client's side and the thief are played here, event by event.
import { rotate } from '#api/identity/rotate.ts';
import { graceSeconds } from './demo.ts';
import { type Fate, fateOf, type Round } from './fate.ts';

export const strategies = ['strict', 'grace', 'single', 'both', 'sliding'] as const;
export type StrategyId = (typeof strategies)[number];

export const strategyWords: Readonly<Record<StrategyId, readonly [name: string, how: string]>> = {
  strict: ['Strict', 'A token works once. Any second use ends the family.'],
  grace: [
    'Grace, same successor',
    `For ${graceSeconds} s the parent gets the same successor again. This is what the service does.`,
  ],
  single: [
    'Single flight',
    'A strict service; in the browser a lock lets one tab refresh, the others take what it stored.',
  ],
  both: ['Grace and single flight', 'The service’s grace, and the lock in the browser beside it.'],
  sliding: [
    'Sliding grace (wrong)',
    'Each use of the spent token gives another one and begins the window anew.',
  ],
};

export interface Outcome {
  /** The user was logged out before any thief had done anything. */
  readonly falseLogout: boolean;
  /** Replays of a stolen token; how many of them got a token; how many of these one that nobody else has. */
  readonly replays: number;
  readonly accepted: number;
  readonly own: number;
}
export interface Tally {
  readonly runs: number;
  readonly falseLogouts: number;
  readonly replays: number;
  readonly accepted: number;
  readonly own: number;
}

export const between = 600_000;
const grace = graceSeconds * 1_000;
const retryAfter = 3_000;
const heldFor = 30_000;
const replayEvery = 8_000;
const replayCount = 5;

/** A service's memory of one family: numbers for tokens, null for a refusal. */
interface Server {
  present(token: number, now: number): number | null;
}

function byTheRule(graceFor: number): Server {
  const rows: { usedAt: number | null; successor: number }[] = [{ usedAt: null, successor: -1 }];
  const far = Number.POSITIVE_INFINITY;
  let ended = false;
  return {
    present(token, now) {
      const row = rows[token];
      if (row === undefined) return null;
      const successorUsed = rows[row.successor] !== undefined && rows[row.successor]?.usedAt !== null;
      const state = {
        usedAt: row.usedAt,
        successorUsed,
        idleExpiry: far,
        absoluteExpiry: far,
        ended,
        active: true,
      };
      const outcome = rotate(state, now, graceFor);
      if (outcome === 'reused') ended = true;
      if (outcome === 'same-successor') return row.successor;
      if (outcome !== 'rotated') return null;
      row.usedAt = now;
      row.successor = rows.push({ usedAt: null, successor: -1 }) - 1;
      return row.successor;
    },
  };
}

/** family.ts tells the mistake. */
function slidingServer(): Server {
  let [current, previous, until, next, ended] = [0, -1, -1, 1, false];
  return {
    present(token, now) {
      if (ended) return null;
      if (token !== current && !(token === previous && now <= until)) {
        ended = true;
        return null;
      }
      previous = token;
      current = next++;
      until = now + grace;
      return current;
    },
  };
}

const serverOf: Readonly<Record<StrategyId, () => Server>> = {
  strict: () => byTheRule(0),
  grace: () => byTheRule(grace),
  single: () => byTheRule(0),
  both: () => byTheRule(grace),
  sliding: slidingServer,
};

/** At one millisecond: answers arrive, then tabs begin, then requests reach the service (first tab, second tab, thief). */
const order = { answer: 0, begin: 1, arrive: 2 } as const;
interface Happening {
  readonly at: number;
  readonly kind: keyof typeof order;
  /** 0 and 1: the tabs; 2: the thief. */
  readonly who: 0 | 1 | 2;
  run(): void;
}

export function play(strategy: StrategyId, fate: Fate): Outcome {
  const server = serverOf[strategy]();
  const queue: Happening[] = [];
  const later = (at: number, kind: Happening['kind'], who: Happening['who'], run: () => void) => {
    queue.push({ at, kind, who, run });
  };
  let stored = 0;
  let loggedOut = false;
  let thiefCame = false;
  let falseLogout = false;
  let replays = 0;
  let accepted = 0;
  let own = 0;
  const given = new Set<number>();

  function request(who: 0 | 1, token: number, at: number, there: number, back: number, lost: boolean): void {
    later(at + there, 'arrive', who, () => {
      const answer = server.present(token, at + there);
      if (answer !== null) given.add(answer);
      if (answer === null && !loggedOut) {
        loggedOut = true;
        falseLogout = !thiefCame;
      }
      if (!lost)
        later(at + there + back, 'answer', who, () => {
          if (answer !== null) stored = answer;
        });
    });
    if (lost)
      later(at + retryAfter, 'begin', who, () => {
        if (!loggedOut) request(who, token, at + retryAfter, there, back, false);
      });
  }

  function steal(token: number, at: number): void {
    let refused = false;
    for (let n = 0; n < replayCount; n++)
      later(at + n * replayEvery, 'arrive', 2, () => {
        if (refused) return;
        thiefCame = true;
        replays++;
        const answer = server.present(token, at + n * replayEvery);
        if (answer === null) {
          refused = true;
          return;
        }
        accepted++;
        if (!given.has(answer)) own++;
      });
  }

  function begin(round: Round, index: number): void {
    const start = index * between;
    later(start, 'begin', 0, () => {
      if (loggedOut) return;
      const token = stored;
      request(0, token, start, round.there[0], round.back[0], round.lost);
      if (fate.theft?.round === index) steal(token, start + fate.theft.after);
    });
    // Single flight: the second tab waits for the lock, finds a newer token in the storage, and asks for nothing.
    if (!round.both || strategy === 'single' || strategy === 'both') return;
    later(start + round.gap, 'begin', 1, () => {
      if (loggedOut) return;
      const there = round.there[1] + (round.held ? heldFor : 0);
      request(1, stored, start + round.gap, there, round.back[1], false);
    });
  }

  fate.rounds.forEach(begin);
  for (let next = take(queue); next; next = take(queue)) next.run();
  return { falseLogout, replays, accepted, own };
}

function take(queue: Happening[]): Happening | undefined {
  let first = 0;
  for (let i = 1; i < queue.length; i++)
    if (compare(queue[i] as Happening, queue[first] as Happening) < 0) first = i;
  return queue.splice(first, 1)[0];
}

const compare = (a: Happening, b: Happening): number =>
  a.at - b.at || order[a.kind] - order[b.kind] || a.who - b.who;

/** @param rest called now and then, so that a page goes on meanwhile */
export async function tally(
  strategy: StrategyId,
  seed: number,
  runs: number,
  rest: () => Promise<void>,
): Promise<Tally> {
  let [falseLogouts, replays, accepted, own] = [0, 0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const outcome = play(strategy, fateOf(seed, run));
    falseLogouts += outcome.falseLogout ? 1 : 0;
    replays += outcome.replays;
    accepted += outcome.accepted;
    own += outcome.own;
    if (run % 100 === 99) await rest();
  }
  return { runs, falseLogouts, replays, accepted, own };
}
