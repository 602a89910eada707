// What is told and not run: the model's words on each part, and the lines of the template that bear on it.
import { combined } from './combined.ts';
import { type Switch, worded } from './demo.ts';
import css from './Switchboard.module.css';
import { facts, partOf, rowsFor } from './told.ts';

/** What two losses do together that neither does alone. */
export function Together({ on }: { on: readonly Switch[] }) {
  const together = combined(on, facts);
  if (together.length === 0) return null;
  return (
    <div className={css.together}>
      {together.map((says) => (
        <p key={says}>{says}</p>
      ))}
    </div>
  );
}

export function Told({ on }: { on: readonly Switch[] }) {
  const parts = [...new Set(on.flatMap((one) => worded[one].parts))].map((id) => ({ id, ...partOf(id) }));
  const rows = rowsFor(on);
  if (on.length === 0) return null;
  return (
    <div className={css.told}>
      <section>
        <h4>The model says</h4>
        <dl className={css.words}>
          {parts.map(({ id, name, fails, notices }) => (
            <div key={id}>
              <dt>
                <a href={`/cloud/#aws-topology/${id}`}>{name}</a>
              </dt>
              <dd>{fails}</dd>
              <dd>
                <span className={css.label}>A caller notices</span> {notices}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h4>The template says</h4>
        <dl className={css.words}>
          {rows.map(({ id, type, property, value, means }) => (
            <div key={id}>
              <dt>
                <code>
                  {property}: {String(value)}
                </code>
              </dt>
              <dd>
                {means} <span className={css.label}>{type}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
