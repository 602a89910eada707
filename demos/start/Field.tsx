import type { ReactNode } from 'react';
import { type FieldName, fieldWords } from './demo.ts';
import { idOf } from './form-dom.ts';
import css from './Start.module.css';

interface Given {
  readonly name: FieldName;
  readonly hint?: string;
  readonly optional?: true;
  readonly fault: string | undefined;
}

/** What a control needs to be known with its label, hint and fault. */
export interface Control {
  readonly id: string;
  readonly name: FieldName;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

/** "choose where it stands today" → "Choose where it stands today." */
export const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

const describes = ({ name, hint, fault }: Given): Pick<Control, 'aria-describedby'> => {
  const ids = [hint && `${idOf(name)}-hint`, fault && `${idOf(name)}-fault`].filter(Boolean).join(' ');
  return ids === '' ? {} : { 'aria-describedby': ids };
};

const Told = ({ name, hint, fault }: Given) => (
  <>
    {hint && (
      <p id={`${idOf(name)}-hint`} className={css.hint}>
        {hint}
      </p>
    )}
    {fault && (
      <p id={`${idOf(name)}-fault`} className={css.fault}>
        {sentence(fault)}
      </p>
    )}
  </>
);

const Name = ({ name, optional }: Given) => (
  <>
    {fieldWords[name]} {optional && <span className={css.optional}>optional</span>}
  </>
);

export function Field({ children, ...given }: Given & { children(control: Control): ReactNode }) {
  const id = idOf(given.name);
  return (
    <div className={css.field} data-fault={given.fault !== undefined || undefined}>
      <label htmlFor={id}>
        <Name {...given} />
      </label>
      <Told {...given} />
      {children({
        id,
        name: given.name,
        ...describes(given),
        ...(given.fault !== undefined && { 'aria-invalid': true }),
      })}
    </div>
  );
}

export function Choice<Id extends string>({
  options,
  words,
  ...given
}: Given & { options: readonly Id[]; words: Readonly<Record<Id, string>> }) {
  return (
    <fieldset className={css.field} data-fault={given.fault !== undefined || undefined} {...describes(given)}>
      <legend>
        <Name {...given} />
      </legend>
      <Told {...given} />
      <div className={css.choices}>
        {options.map((id) => (
          <label key={id}>
            <input type="radio" name={given.name} value={id} /> {words[id]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Select<Id extends string>({
  options,
  words,
  first,
  ...given
}: Given & { options: readonly Id[]; words: Readonly<Record<Id, string>>; first: Id }) {
  return (
    <Field {...given}>
      {(control) => (
        <select {...control} defaultValue={first}>
          {options.map((id) => (
            <option key={id} value={id}>
              {words[id]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
