import { useState } from 'react';
import css from './FormTab.module.css';
import { bodyOf, type FormField, fieldsOf } from './form-fields.ts';
import type { Json } from './json-schema.ts';
import type { Session } from './session.ts';
import { listIn, type State, verdictIn } from './state.ts';
import type { Issue } from './verdict.ts';

/** A form made from the schema. The browser's own checks are off, so that the contract is the one that answers. */
export function FormTab({ input, state, session }: { input: Json; state: State; session: Session }) {
  const [sent, setSent] = useState<number | null>(null);
  const fields = fieldsOf(input);
  const value = listIn(state).values.find(({ id }) => id === sent);
  const verdict = value ? verdictIn(state, value) : null;
  const issues = verdict?.kind === 'refused' ? verdict.issues : [];
  const rest = issues.filter(({ path }) => !fields.some(({ name }) => name === path[0]));
  if (fields.length === 0)
    return <p className={css.note}>The schema is no object at its top: it has no form.</p>;
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const texts = Object.fromEntries(
          [...new FormData(event.currentTarget)].map(([name, text]) => [name, String(text)]),
        );
        setSent(session.add('From the form', JSON.stringify(bodyOf(fields, texts), null, 2)));
        if (state.subject === 'own') void session.run();
      }}
    >
      {fields.map((field) => (
        <Field
          key={`${state.subject} ${field.name}`}
          field={field}
          issues={issues.filter(({ path }) => path[0] === field.name)}
        />
      ))}
      <div className={css.end}>
        <button type="submit" className="button">
          Check
        </button>
        <p role="status">
          {verdict?.kind === 'accepted' && 'Accepted. The body stands among the values.'}
          {issues.length > 0 && `Refused: ${issues.length === 1 ? '1 issue' : `${issues.length} issues`}. `}
          {rest.map(({ message }) => message).join(' ')}
        </p>
      </div>
    </form>
  );
}

function Field({ field, issues }: { field: FormField; issues: readonly Issue[] }) {
  const { name, label, hint, required } = field;
  const id = `validation-form-${name}`;
  const [issue] = issues;
  return (
    <div className={css.field}>
      <label htmlFor={id}>
        {label} {!required && <span>may be left out</span>}
      </label>
      <Input
        field={field}
        id={id}
        {...(issue ? { 'aria-invalid': true, 'aria-describedby': `${id}-issue` } : {})}
      />
      {issue ? (
        <p id={`${id}-issue`} className={css.issue}>
          {issues
            .map(({ path, message }) => `${path.length > 1 ? `${path.slice(1).join('.')}: ` : ''}${message}`)
            .join(' · ')}
        </p>
      ) : (
        hint && <p>{hint}</p>
      )}
    </div>
  );
}

function Input({
  field,
  ...given
}: {
  field: FormField;
  id: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
}) {
  const { kind, name, choices } = field;
  const common = { ...given, name, autoComplete: 'off' };
  if (kind === 'choice' || kind === 'yes-no')
    return (
      <select {...common} defaultValue="">
        <option value="">Left out</option>
        {(kind === 'choice' ? choices : ['true', 'false']).map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    );
  if (kind === 'long' || kind === 'json')
    return (
      <textarea
        {...common}
        rows={kind === 'json' ? 4 : 3}
        placeholder={kind === 'json' ? 'JSON' : undefined}
      />
    );
  return (
    <input
      {...common}
      type={kind === 'number' ? 'text' : kind}
      inputMode={kind === 'number' ? 'decimal' : undefined}
    />
  );
}
