// The AI layer as the app joins it: routes, and the pipeline behind them, which works by itself only where a host starts it.
import type { Trail } from '../audit/trail.ts';
import type { Deps } from '../deps.ts';
import { reviewRoutes } from '../review/routes.ts';
import type { Route } from '../route.ts';
import type { Vault } from '../vault/vault.ts';
import { localProcessor } from './local.ts';
import { intakeRoutes } from './routes.ts';
import { createWork, type Work, type WorkOptions } from './work.ts';

export interface Intake extends Work {
  readonly routes: readonly Route[];
  /** From now on inputs are worked on as they come, and looked for every second. @returns stop; resolves when it has */
  start(): () => Promise<void>;
}

const everyMs = 1_000;

export function createIntake(
  deps: Deps,
  beside: { readonly vault: Vault; readonly trail: Pick<Trail, 'note'> },
  options: WorkOptions = {},
): Intake {
  const processor = deps.processor ?? localProcessor();
  const work = createWork(deps, beside.vault, processor, options);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let started = false;

  function kick(after: number): void {
    if (!started || (after > 0 && timer !== undefined)) return;
    clearTimeout(timer);
    timer = setTimeout(run, after);
  }
  function run(): void {
    timer = undefined;
    running ??= work
      .drain()
      .catch((error: unknown) => {
        deps.log.write('warn', 'intake', { error: error instanceof Error ? error.name : typeof error });
      })
      .finally(() => {
        running = undefined;
        kick(everyMs);
      });
  }

  return {
    ...work,
    routes: [
      ...intakeRoutes({ ...beside, processor, readPdf: deps.readPdf, kick }),
      ...reviewRoutes({ ...beside, processor, readPdf: deps.readPdf, kick }),
    ],
    start() {
      started = true;
      kick(0);
      return async () => {
        started = false;
        clearTimeout(timer);
        await running;
      };
    },
  };
}
