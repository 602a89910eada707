// The list of attacks, and the chosen one with its way through the barriers.
import css from './Attacks.module.css';
import { groups } from './demo.ts';
import { Evidence } from './Evidence.tsx';
import { act } from './engine.ts';
import { Path } from './Path.tsx';
import { recordedFor, rowOf } from './recorded.ts';
import type { Shown } from './state.ts';
import { whyOf } from './why.ts';
import { depthText, milliseconds, outcomeText } from './words.ts';

export function One({ shown, live }: { shown: Shown; live: boolean }) {
  const { chosen, off, fired, busy } = shown;
  const row = rowOf(chosen);
  const tried = fired?.tried ?? recordedFor(row, off);
  const why = tried?.kind === 'stopped' ? whyOf(chosen, tried) : null;
  return (
    <div className={css.columns}>
      <List chosen={chosen} />
      <div className={css.attack} aria-busy={busy !== null}>
        <h4 className={css.title}>{row.title}</h4>
        <p className={css.says}>{row.attack}</p>
        <p className={css.outcome} data-outcome={tried?.kind ?? 'unknown'} role="status">
          <strong>
            {tried
              ? outcomeText(tried, off, row.beneath)
              : 'CI had no reason to try these switches together.'}
          </strong>{' '}
          {tried ? (
            <>
              {why}{' '}
              <span className={css.from}>
                {fired ? `Fired here in ${milliseconds(fired.milliseconds)}.` : 'Recorded by CI.'}
              </span>
            </>
          ) : (
            'Fire it to see.'
          )}
        </p>
        <Path id={chosen} tried={tried} off={off} busy={busy !== null} />
        <p className={css.note}>
          {off.length === 0 ? depthText(row) : ''} A switch is for this tab only:{' '}
          {live ? 'turning it restarts' : 'firing without a layer restarts'} the service here with the example
          data, and afterwards it is whole again.
        </p>
        {fired && <Evidence fired={fired} />}
      </div>
    </div>
  );
}

/** A list on a wide plate, a field to choose from on a narrow one. */
function List({ chosen }: { chosen: string }) {
  const choose = (id: string) => act((it) => it.choose(id));
  return (
    <div className={css.choices}>
      <label className={css.select}>
        <span>Attack</span>
        <select value={chosen} onChange={(event) => choose(event.target.value)}>
          {groups.map(({ title, attacks }) => (
            <optgroup key={title} label={title}>
              {attacks.map((id) => (
                <option key={id} value={id}>
                  {rowOf(id).title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <div className={css.list}>
        {groups.map(({ title, attacks }) => (
          <section key={title}>
            <h4>{title}</h4>
            <ul className={css.group}>
              {attacks.map((id) => (
                <li key={id} id={`attack=${id}`}>
                  <button type="button" aria-current={id === chosen || undefined} onClick={() => choose(id)}>
                    {rowOf(id).title}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}
