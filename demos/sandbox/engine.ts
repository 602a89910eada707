// The engine of the page's console as something to subscribe to: it is fetched when a view first listens, and not before.
import type { Observable } from '../kit/session.ts';
import type { Sandbox } from './session.ts';

let made: Sandbox | null = null;
let asked = false;
let missing = false;
const hearers = new Set<() => void>();

async function load(): Promise<void> {
  const { sandbox } = await import('./browser-ports.ts');
  made = sandbox();
  tell();
}

function tell(): void {
  for (const hear of [...hearers]) hear();
}

/** The engine, null while it comes, 'missing' when it could not be fetched. */
export const engine: Observable<Sandbox | 'missing' | null> = {
  get state() {
    return missing ? 'missing' : made;
  },
  subscribe(hear) {
    hearers.add(hear);
    if (!asked) {
      asked = true;
      missing = false;
      // The next subscriber asks again: a network that was away may be back.
      load().catch(() => {
        asked = false;
        missing = true;
        tell();
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
    if (made !== null) work(made);
  });
};
