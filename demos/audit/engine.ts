// The session of this page, fetched when something first needs it; until then the view shows `begin`.
import type { Observable } from '../kit/session.ts';
import type { Session } from './session.ts';

let made: Session | null = null;
let coming: Promise<void> | null = null;
let missing = false;
const hearers = new Set<() => void>();

function tell(): void {
  for (const hear of [...hearers]) hear();
}

async function load(): Promise<void> {
  try {
    const { session } = await import('./page-session.ts');
    made = session;
    missing = false;
  } catch {
    // The next press asks again: a network that was away may be back.
    coming = null;
    missing = true;
  }
  tell();
}

/** The engine, null while it has not come, 'missing' when it could not be fetched. */
export const engine: Observable<Session | 'missing' | null> = {
  get state() {
    return made ?? (missing ? 'missing' : null);
  },
  subscribe(hear) {
    hearers.add(hear);
    return () => void hearers.delete(hear);
  },
};

/** Does it at once, or as soon as the engine is there. */
export async function act(work: (session: Session) => unknown): Promise<void> {
  coming ??= load();
  await coming;
  if (made !== null) await work(made);
}
