// One thing that a reader may set: a number with its bounds and unit, or a choice. The text of a number that may not stand
// there stays as it was typed, with the reason beside it.
import { type ReactNode, useId } from 'react';
import css from './Setting.module.css';
import type { Bound, Typed } from './setting.ts';

export function SettingGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    <fieldset className={css.group}>
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

/** `kept`: the number that counts while the text is wrong; absent: the text is right. */
function NumberSetting(props: {
  label: string;
  unit: string;
  bound: Bound;
  text: string;
  kept?: number | undefined;
  onType(text: string): void;
}) {
  const { label, unit, text, kept } = props;
  const { min, max, step } = props.bound;
  const id = useId();
  const wrong = kept !== undefined;
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <span className={css.control}>
        <input
          id={id}
          type="number"
          inputMode={step < 1 ? 'decimal' : 'numeric'}
          min={min}
          max={max}
          step={step}
          value={text}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${id}-why` : `${id}-unit`}
          onChange={({ currentTarget }) => props.onType(currentTarget.value)}
        />
        <span className={css.unit} id={`${id}-unit`}>
          {unit}
        </span>
      </span>
      {wrong && (
        <span className={css.why} id={`${id}-why`} role="alert">
          {step < 1 ? 'A number' : 'A whole number'} from {said(min)} to {said(max)}; {said(kept)} counts
          until then.
        </span>
      )}
    </div>
  );
}

/** The numbers of one form, each shown by a call with its field: the text that was typed, else the number that counts. */
export const numbersOf =
  <Field extends string>(form: {
    values: Readonly<Record<Field, number>>;
    typed: Typed<Field>;
    bounds: Readonly<Record<Field, Bound>>;
    parse(field: Field, text: string): number | undefined;
    onType(field: Field, text: string): void;
  }) =>
  (field: Field, label: string, unit: string) => {
    const value = form.values[field];
    const text = form.typed[field] ?? String(value);
    return (
      <NumberSetting
        label={label}
        unit={unit}
        bound={form.bounds[field]}
        text={text}
        kept={form.parse(field, text) === undefined ? value : undefined}
        onType={(it) => form.onType(field, it)}
      />
    );
  };

export function ChoiceSetting<Id extends string>(props: {
  label: string;
  value: Id;
  options: readonly (readonly [id: Id, name: string])[];
  onChoose(id: Id): void;
}) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{props.label}</label>
      <span className={css.control}>
        <select
          id={id}
          value={props.value}
          onChange={({ currentTarget }) => props.onChoose(currentTarget.value as Id)}
        >
          {props.options.map(([option, name]) => (
            <option key={option} value={option}>
              {name}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}

const said = (value: number): string => value.toLocaleString('en-GB');
