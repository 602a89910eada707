// The engine of the page's console as something to subscribe to: it is fetched when a view first listens, and not before.
import type { Observable } from '../kit/session.ts';
import type { Sandbox } from './session.ts';

let made: Sandbox | null = null;
let asked = false;
const hearers = new Set<() => void>();

async function load(): Promise<void> {
  const { sandbox } = await import('./browser-ports.ts');
  made = sandbox();
  for (const hear of [...hearers]) hear();
}

export const engine: Observable<Sandbox | null> = {
  get state() {
    return made;
  },
  subscribe(hear) {
    hearers.add(hear);
    if (!asked) {
      asked = true;
      // The next subscriber asks again: a network that was away may be back.
      load().catch(() => {
        asked = false;
      });
    }
    return () => void hearers.delete(hear);
  },
};

export type Act = (work: (sandbox: Sandbox) => unknown) => void;

/** Does it at once, or as soon as the engine is there: a press made before is not lost. */
export const act: Act = (work) => {
  if (made !== null) return void work(made);
  const end = engine.subscribe(() => {
    end();
    act(work);
  });
};
