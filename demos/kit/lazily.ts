// An engine that is fetched when a view first listens, and not before, as something to subscribe to.
import type { Observable } from './session.ts';

export interface Lazily<Engine> {
  /** The engine, null while it comes, 'missing' when it could not be fetched. */
  readonly engine: Observable<Engine | 'missing' | null>;
  /** Does it at once, or as soon as the engine is there: a press made before is not lost. */
  readonly act: (work: (engine: Engine) => unknown) => void;
}

export function lazily<Engine>(load: () => Promise<Engine>): Lazily<Engine> {
  let made: Engine | null = null;
  let asked = false;
  let missing = false;
  const hearers = new Set<() => void>();
  const tell = (): void => {
    for (const hear of [...hearers]) hear();
  };

  const engine: Lazily<Engine>['engine'] = {
    get state() {
      return missing ? 'missing' : made;
    },
    subscribe(hear) {
      hearers.add(hear);
      if (!asked) {
        asked = true;
        missing = false;
        load().then(
          (it) => {
            made = it;
            tell();
          },
          // The next subscriber asks again: a network that was away may be back.
          () => {
            asked = false;
            missing = true;
            tell();
          },
        );
      }
      return () => void hearers.delete(hear);
    },
  };
  return {
    engine,
    act(work) {
      if (made !== null) return void work(made);
      const end = engine.subscribe(() => {
        end();
        if (made !== null) work(made);
      });
    },
  };
}
