// The AI layer as the app joins it: routes, and the pipeline behind them, which works by itself only where a host starts it.
import type { Deps } from '../deps.ts';
import { reviewRoutes } from '../review/routes.ts';
import type { Route } from '../route.ts';
import { readThrough } from '../storage/read-through.ts';
import { localProcessor } from './local.ts';
import { intakeRoutes } from './routes.ts';
import type { Beside } from './services.ts';
import { createWork, type Work, type WorkOptions } from './work.ts';

export interface Intake extends Work {
  readonly routes: readonly Route[];
  /**
   * From now on inputs are worked on as they come. @param everyMs looks for work this often too: other processes bring some.
   * @returns stop; resolves when what runs has ended
   */
  start(everyMs?: number): () => Promise<void>;
}

/** A creating call commits a moment after it has kicked. */
const momentMs = 20;
/** After a fault, and once after the start. */
const laterMs = 1_000;

export function createIntake(
  deps: Deps,
  beside: Pick<Beside, 'vault' | 'trail'>,
  options: WorkOptions = {},
): Intake {
  const processor = deps.processor ?? localProcessor();
  const work = createWork(deps, beside.vault, processor, options);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let started = false;
  let running: Promise<void> | undefined;
  let again = false;

  function kick(after: number): void {
    if (!started) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      again = true;
      running ??= run();
    }, after + momentMs);
    timers.add(timer);
  }

  async function run(): Promise<void> {
    try {
      while (again && started) {
        again = false;
        await work.drain();
      }
    } catch (error) {
      deps.log.write('warn', 'intake', { error: error instanceof Error ? error.name : typeof error });
      kick(laterMs);
    } finally {
      running = undefined;
    }
  }

  const all = { ...beside, processor, readPdf: deps.readPdf, reads: readThrough(deps), kick };
  return {
    ...work,
    routes: [...intakeRoutes(all), ...reviewRoutes(all)],
    start(everyMs) {
      started = true;
      kick(laterMs);
      const looking = everyMs === undefined ? undefined : setInterval(() => kick(0), everyMs);
      return async () => {
        started = false;
        clearInterval(looking);
        for (const timer of timers) clearTimeout(timer);
        await running;
      };
    },
  };
}
