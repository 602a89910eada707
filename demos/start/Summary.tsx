import { type FieldName, fieldWords } from './demo.ts';
import { idOf } from './form-dom.ts';
import css from './Start.module.css';
import type { Fault } from './values.ts';

const land = (element: HTMLElement | null) => {
  element?.focus();
};

/** What is missing, first; each line leads to its field. It takes the focus when it appears. */
export function Summary({ faults, onGo }: { faults: readonly Fault[]; onGo(name: FieldName): void }) {
  if (faults.length === 0) return null;
  return (
    <div ref={land} tabIndex={-1} role="alert" className={css.summary}>
      <p>
        <strong>
          {faults.length === 1 ? 'One thing is missing' : `${faults.length} things are missing`}; nothing was
          sent.
        </strong>
      </p>
      <ul>
        {faults.map(({ field, text }) => (
          <li key={field}>
            <a
              href={`#${idOf(field)}`}
              onClick={(event) => {
                event.preventDefault();
                onGo(field);
              }}
            >
              {fieldWords[field]}: {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
