import { useId } from 'react';
import type { Suggestion } from './example-values.ts';
import css from './FieldInput.module.css';
import { asked, complaint } from './field-check.ts';
import type { Field } from './operations.ts';

interface Props {
  field: Field;
  /** undefined: not sent. */
  value: string | undefined;
  suggestions: readonly Suggestion[];
  onChange(value: string | undefined): void;
}

/** One field of a call. Empty and optional means: not sent. */
export function FieldInput({ field, value, suggestions, onChange }: Props) {
  const id = useId();
  const { name, place, required, kind, choices, max } = field;
  const wrong = complaint(field, value);
  const change = (text: string) =>
    onChange(text === '' && !(required && place === 'body') ? undefined : text);
  const shared = {
    id,
    'aria-describedby': `${id}-hint`,
    'aria-invalid': wrong !== null || undefined,
  };
  const options = kind === 'boolean' ? ['true', 'false'] : choices;
  return (
    <div className={css.field}>
      <label htmlFor={id}>
        {name} <span className={css.place}>{place}</span>
      </label>
      {kind === 'choice' || kind === 'boolean' ? (
        <select {...shared} value={value ?? ''} onChange={(event) => change(event.target.value)}>
          <option value="">not sent</option>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
          {value !== undefined && !options.includes(value) && <option>{value}</option>}
        </select>
      ) : kind === 'text' && (max ?? 0) > 1_000 ? (
        <textarea {...shared} rows={3} value={value ?? ''} onChange={(event) => change(event.target.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={kind === 'integer' ? 'numeric' : kind === 'number' ? 'decimal' : undefined}
          value={value ?? ''}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={required ? undefined : 'not sent'}
          onChange={(event) => change(event.target.value)}
        />
      )}
      {suggestions.length > 0 && (
        <select
          aria-label={`Example data for ${name}`}
          value={suggestions.some((one) => one.value === value) ? value : ''}
          onChange={(event) => change(event.target.value)}
        >
          <option value="">one of the example data…</option>
          {suggestions.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
      <p id={`${id}-hint`} className={wrong === null ? css.hint : css.wrong}>
        {wrong ?? asked(field)}
      </p>
    </div>
  );
}
