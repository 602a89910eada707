// An error as PostgreSQL tells it: what, its code, and whatever it adds.
import type { Outcome } from './outcome.ts';
import css from './Results.module.css';

export function Failure({ outcome: { error } }: { outcome: Outcome }) {
  if (!error) return null;
  return (
    <div className={css.failure} role="alert">
      <p>
        <strong>{error.message}</strong> <code>{error.code}</code>
      </p>
      {[error.detail, error.hint && `Hint: ${error.hint}`, error.where].map(
        (text) => text && <p key={text}>{text}</p>,
      )}
    </div>
  );
}
