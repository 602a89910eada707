import { type FieldName, fieldNames } from '#api/intake/model/message.ts';
import ruled from '../kit/ruled.module.css';
import type { FieldFigures } from './figures.ts';
import shared from './Router.module.css';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';
import { fieldWords, percent, whole } from './words.ts';

const steps = [0.5, 0.8, 0.9, 0.95, 0.97, 0.99];

/** Each field with a threshold of its own, above that of the whole. */
export function FieldsPanel({
  fields,
  settings,
  session,
}: {
  fields: readonly FieldFigures[];
  settings: Settings;
  session: Session;
}) {
  const set = (name: FieldName, value: string) => {
    const { [name]: _, ...others } = settings.fields;
    session.set({ fields: value === '' ? others : { ...others, [name]: Number(value) } });
  };
  const of = (name: FieldName) => fields.find((one) => one.name === name);
  return (
    <div className={shared.block}>
      <p>
        A wrong sum costs more than a wrong urgency. A field may have a threshold of its own; an item then
        needs both, that of the whole and that of the field.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      <section className={shared.frame} aria-label="Thresholds of fields" tabIndex={0}>
        <table className={`${ruled.ruled} ${shared.table}`}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Threshold of its own</th>
              <th scope="col" data-right>
                Right in all messages
              </th>
              <th scope="col" data-right>
                Calibration error
              </th>
              <th scope="col" data-right>
                Held by it alone
              </th>
              <th scope="col" data-right>
                of these wrong
              </th>
            </tr>
          </thead>
          <tbody>
            {fieldNames.map((name) => {
              const found = of(name);
              const own = settings.fields[name];
              const choices = own === undefined || steps.includes(own) ? steps : [...steps, own].sort();
              return (
                <tr key={name}>
                  <th scope="row">{fieldWords[name]}</th>
                  <td>
                    <select
                      aria-label={`Threshold of ${fieldWords[name]}`}
                      value={own ?? ''}
                      onChange={(event) => set(name, event.target.value)}
                    >
                      <option value="">none</option>
                      {choices.map((one) => (
                        <option key={one} value={one}>
                          {one.toFixed(2)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td data-right>{found ? percent(found.right) : '–'}</td>
                  <td data-right>{found ? percent(found.ece) : '–'}</td>
                  <td data-right>{own === undefined || !found ? '–' : whole(found.held)}</td>
                  <td data-right>{own === undefined || !found ? '–' : whole(found.heldWrong)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <p className={shared.quiet}>
        “Held by it alone”: nothing else spoke for a person. If few of these are wrong, the threshold costs
        work and finds nothing.
      </p>
    </div>
  );
}
