// Every order in which a deploy can go, without time: whatever ECS is permitted to do next and whatever can happen to a task next,
// from every state that can be reached. What holds in all of them is proven for these values; what does not comes with the
// shortest way there.
import {
  type Counts,
  inService,
  isDone,
  type Limits,
  limitsOf,
  mayStart,
  mayStop,
  type Phase,
  phases,
  total,
  type Version,
} from './rules.ts';
import type { Settings } from './settings.ts';

/** What may befall a task of the new image. `mixed`: any of it but a crash, each task differently. */
export const fates = ['healthy', 'never-starts', 'fails-checks', 'mixed', 'crashes'] as const;
export type Fate = (typeof fates)[number];

interface Befalls {
  readonly starts: boolean;
  readonly startFails: boolean;
  readonly passes: boolean;
  readonly checksFail: boolean;
  readonly crashes: boolean;
}
const sound: Befalls = { starts: true, startFails: false, passes: true, checksFail: false, crashes: false };
const befalls: Readonly<Record<Fate, Befalls>> = {
  healthy: sound,
  'never-starts': { ...sound, starts: false, startFails: true },
  'fails-checks': { ...sound, passes: false, checksFail: true },
  mixed: { ...sound, startFails: true, checksFail: true },
  crashes: { ...sound, crashes: true },
};

export type Verdict =
  | { readonly kind: 'holds' }
  /** Fewer in service than the minimum; how it comes to that. */
  | { readonly kind: 'below'; readonly way: readonly Move[] }
  | { readonly kind: 'above'; readonly way: readonly Move[] }
  /** ECS may neither start nor stop anything, and nothing else is under way. */
  | { readonly kind: 'stuck'; readonly way: readonly Move[] }
  /** From some state on, no order leads to an end. */
  | { readonly kind: 'endless'; readonly way: readonly Move[] };

export interface Explored {
  readonly verdict: Verdict;
  readonly states: number;
  readonly moves: number;
  readonly fewestInService: number;
  readonly mostTasks: number;
}

export interface Move {
  readonly kind: 'start' | 'stop' | 'runs' | 'serves' | 'start-fails' | 'checks-fail' | 'crashes';
  readonly version: Version;
}

interface State {
  readonly counts: Counts;
  /** 'old' once the breaker has tripped and the deploy is rolled back. */
  readonly wanted: Version;
  readonly failures: number;
}

const none = { starting: 0, checking: 0, serving: 0, failing: 0 };
/** One number a state: no count reaches 32, no failures 256. */
function keyOf({ counts, wanted, failures }: State): number {
  let key = failures * 2 + (wanted === 'old' ? 1 : 0);
  for (const side of [counts.old, counts.new]) for (const phase of phases) key = key * 32 + side[phase];
  return key;
}

const shift = (counts: Counts, version: Version, from: Phase | null, to: Phase | null): Counts => {
  const side = { ...counts[version] };
  if (from) side[from]--;
  if (to) side[to]++;
  return { ...counts, [version]: side };
};

/** One failure more: at the threshold the deploy has failed, and the old version is wanted again. */
function failed(state: State, counts: Counts, { failures }: Limits): State {
  if (state.wanted === 'old' || failures === null) return { ...state, counts };
  const count = state.failures + 1;
  return count >= failures ? { counts, wanted: 'old', failures: 0 } : { ...state, counts, failures: count };
}

function* movesFrom(
  state: State,
  fate: Fate,
  limits: Limits,
  { mayStart, mayStop }: Rules,
): Generator<readonly [Move, State]> {
  const { counts, wanted } = state;
  const move = (kind: Move['kind'], version: Version): Move => ({ kind, version });
  if (mayStart(counts, wanted, limits))
    yield [move('start', wanted), { ...state, counts: shift(counts, wanted, null, 'starting') }];
  for (const version of ['old', 'new'] as const) {
    for (const phase of phases)
      if (mayStop(counts, wanted, version, phase, limits))
        yield [move('stop', version), { ...state, counts: shift(counts, version, phase, null) }];
    const { starts, startFails, passes, checksFail, crashes } = version === 'old' ? sound : befalls[fate];
    if (counts[version].starting > 0) {
      if (starts)
        yield [move('runs', version), { ...state, counts: shift(counts, version, 'starting', 'checking') }];
      if (startFails)
        yield [move('start-fails', version), failed(state, shift(counts, version, 'starting', null), limits)];
    }
    if (counts[version].checking > 0) {
      // A task that becomes healthy sets the count of failures back: resetOnHealthyTask, on by default.
      if (passes)
        yield [
          move('serves', version),
          { ...state, counts: shift(counts, version, 'checking', 'serving'), failures: 0 },
        ];
      if (checksFail)
        yield [
          move('checks-fail', version),
          failed(state, shift(counts, version, 'checking', 'failing'), limits),
        ];
    }
    if (crashes && counts[version].serving > 0)
      yield [move('crashes', version), failed(state, shift(counts, version, 'serving', null), limits)];
  }
}

export interface Rules {
  readonly mayStart: typeof mayStart;
  readonly mayStop: typeof mayStop;
}
const scheduler: Rules = { mayStart, mayStop };

interface Seen {
  readonly state: State;
  readonly from: number;
  readonly by: Move | null;
}

/** @param rules the scheduler's; another one only to show that the search finds what is wrong with it */
export function explore(settings: Settings, fate: Fate, rules: Rules = scheduler): Explored {
  const limits = limitsOf(settings);
  const first: State = {
    counts: { old: { ...none, serving: limits.desired }, new: none },
    wanted: 'new',
    failures: 0,
  };
  const seen: Seen[] = [{ state: first, from: -1, by: null }];
  const places = new Map([[keyOf(first), 0]]);
  const before: number[][] = [[]];
  const ends: number[] = [];
  let [moves, fewest, most] = [0, limits.desired, limits.desired];
  let [below, above, stuck] = [-1, -1, -1];
  for (let at = 0; at < seen.length; at++) {
    const { state } = seen[at] as Seen;
    const serving = inService(state.counts);
    const tasks = total(state.counts);
    fewest = Math.min(fewest, serving);
    most = Math.max(most, tasks);
    // The first found has the shortest way: states are visited in the order of their distance.
    if (serving < limits.least && below < 0) below = at;
    if (tasks > limits.most && above < 0) above = at;
    const done = isDone(state.counts, state.wanted, limits);
    if (done) ends.push(at);
    let out = 0;
    for (const [by, next] of movesFrom(state, fate, limits, rules)) {
      out++;
      const key = keyOf(next);
      let place = places.get(key);
      if (place === undefined) {
        place = seen.push({ state: next, from: at, by }) - 1;
        places.set(key, place);
        before.push([]);
      }
      before[place]?.push(at);
    }
    moves += out;
    if (out === 0 && !done && stuck < 0) stuck = at;
  }
  const lost = withoutEnd(before, ends);
  const way = (at: number) => wayTo(seen, at);
  const verdict = (): Verdict => {
    if (stuck >= 0) return { kind: 'stuck', way: way(stuck) };
    if (below >= 0) return { kind: 'below', way: way(below) };
    if (above >= 0) return { kind: 'above', way: way(above) };
    if (lost >= 0) return { kind: 'endless', way: way(lost) };
    return { kind: 'holds' };
  };
  return { verdict: verdict(), states: seen.length, moves, fewestInService: fewest, mostTasks: most };
}

/** The first state from which no end can be reached, or -1. */
function withoutEnd(before: readonly (readonly number[])[], ends: readonly number[]): number {
  const good = new Set(ends);
  const open = [...ends];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const from of before[at] ?? [])
      if (!good.has(from)) {
        good.add(from);
        open.push(from);
      }
  return before.findIndex((_, at) => !good.has(at));
}

function wayTo(seen: readonly Seen[], place: number): readonly Move[] {
  const way: Move[] = [];
  for (let at = seen[place]; at?.by; at = seen[at.from]) way.unshift(at.by);
  return way;
}
