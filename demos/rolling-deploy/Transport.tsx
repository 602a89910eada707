import { limitsOf } from './rules.ts';
import { type Session, type Shown, type Speed, speeds } from './session.ts';
import css from './Transport.module.css';
import { clock, sentenceOf } from './words.ts';

/** Moves through the run: event by event, second by second, or at a speed; and says what happens there. */
export function Transport({ shown, session }: { shown: Shown; session: Session }) {
  const { run, at, playing, speed, settings } = shown;
  const limits = limitsOf(settings);
  const last = run.events.findLast((event) => event.at <= at)?.at;
  const here = run.events.filter((event) => event.at === last);
  return (
    <div className={css.transport}>
      <div className={`${css.bar} needs-js`}>
        <button type="button" onClick={() => session.hop(-1)}>
          ‹ Event before
        </button>
        <button type="button" onClick={() => session.hop(1)}>
          Next event ›
        </button>
        <input
          type="range"
          aria-label="Second of the run"
          aria-valuetext={clock(at)}
          min={0}
          max={run.end}
          value={at}
          onChange={({ currentTarget }) => session.goTo(Number(currentTarget.value))}
        />
        <output>{clock(at)}</output>
        <select
          aria-label="Speed"
          value={speed}
          onChange={({ currentTarget }) => session.setSpeed(Number(currentTarget.value) as Speed)}
        >
          {speeds.map((one) => (
            <option key={one} value={one}>
              {one} × as fast
            </option>
          ))}
        </select>
      </div>
      <div className={css.here} aria-live={playing ? 'off' : 'polite'}>
        {here.length === 0 ? (
          <p>
            <span>{clock(at)}</span> All is well: v1 serves.
          </p>
        ) : (
          here.map((event) => (
            <p key={`${event.what} ${event.version} ${event.numbers.join()}`}>
              <span>{clock(event.at)}</span> {sentenceOf(event, limits)}
            </p>
          ))
        )}
      </div>
    </div>
  );
}
