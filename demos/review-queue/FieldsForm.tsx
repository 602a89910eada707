// The five fields as a form: to correct what the model read, or to write down one's own reading first.
import { fieldNames } from '#api/intake/model/message.ts';
import { intents, urgencies } from '#api/intake/model/phrases.ts';
import { act } from './engine.ts';
import css from './Item.module.css';
import type { Typed } from './typed.ts';
import { fieldTitles } from './words.ts';

const choices = { intent: intents, urgency: urgencies } as const;
const examples = { orderNumber: 'LB-48213', amountCents: '124.50', date: '2026-08-14' } as const;

export function FieldsForm(props: {
  typed: Typed;
  faults: Readonly<Record<string, string>>;
  /** Whoever opened the form types on in it. */
  focus: boolean;
}) {
  const { typed, faults, focus } = props;
  return (
    <div className={css.form}>
      {fieldNames.map((name, i) => {
        const fault = faults[name];
        const common = {
          id: `review-${name}`,
          value: typed[name],
          'aria-invalid': fault !== undefined,
          'aria-describedby': fault === undefined ? undefined : `review-${name}-fault`,
        };
        return (
          <div key={name}>
            <label htmlFor={common.id}>{fieldTitles[name]}</label>
            {name === 'intent' || name === 'urgency' ? (
              <select
                {...common}
                ref={i === 0 && focus ? focused : undefined}
                onChange={(event) => {
                  const { value } = event.target;
                  act((it) => it.type(name, value));
                }}
              >
                <option value="" />
                {choices[name].map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            ) : (
              <input
                {...common}
                placeholder={examples[name]}
                autoComplete="off"
                spellCheck={false}
                inputMode={name === 'amountCents' ? 'decimal' : 'text'}
                onChange={(event) => {
                  const { value } = event.target;
                  act((it) => it.type(name, value));
                }}
              />
            )}
            {fault !== undefined && (
              <p id={`review-${name}-fault`} className={css.fault}>
                {fault}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

const focused = (field: HTMLSelectElement | null) => field?.focus();
