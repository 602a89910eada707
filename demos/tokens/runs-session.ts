import { type Kept, kept } from './kept.ts';
import { type StrategyId, strategies, type Tally, tally } from './strategies.ts';

export const runCount = 1_000;
export const seeds = [1, 999_999] as const;

export interface RunsShown {
  readonly seed: number;
  readonly tallies: Readonly<Partial<Record<StrategyId, Tally>>>;
  /** The seed that the tallies are of. */
  readonly of: number | null;
  readonly busy: boolean;
}
export const noRuns: RunsShown = { seed: 1, tallies: {}, of: null, busy: false };

export interface RunsSession extends Pick<Kept<RunsShown>, 'state' | 'subscribe' | 'reset'> {
  seed(seed: number): void;
  run(): Promise<void>;
}

/** @param rest gives the page a turn */
export function createRunsSession(
  rest: () => Promise<void> = () => new Promise((done) => setTimeout(done)),
): RunsSession {
  const store = kept(noRuns);
  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    reset: store.reset,
    seed: (seed) =>
      store.change({ seed: Math.min(seeds[1], Math.max(seeds[0], Math.round(seed) || seeds[0])) }),
    async run() {
      if (store.state.busy) return;
      const { seed } = store.state;
      store.change({ busy: true, tallies: {}, of: seed });
      for (const strategy of strategies) {
        const done = await tally(strategy, seed, runCount, rest);
        store.change({ tallies: { ...store.state.tallies, [strategy]: done } });
      }
      store.change({ busy: false });
    },
  };
}
