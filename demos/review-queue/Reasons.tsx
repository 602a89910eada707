// Why: a few that come up, and a line for the rest. It goes into the decision and not into the trail, which holds no texts.
import { act } from './engine.ts';
import css from './Item.module.css';
import type { Mode } from './state.ts';

const usual: Readonly<Record<Exclude<Mode, 'look'>, readonly string[]>> = {
  correct: [],
  reject: ['not a request', 'spam', 'a duplicate', 'gives orders to the model'],
  escalate: ['needs a manager', 'a lawyer is mentioned', 'another language', 'not sure'],
};
const asks: Readonly<Record<Exclude<Mode, 'look'>, string>> = {
  correct: 'Why, if it is worth a word',
  reject: 'Why is it rejected?',
  escalate: 'Why is it escalated?',
};

export function Reasons(props: { mode: Exclude<Mode, 'look'>; reason: string; fault: string | undefined }) {
  const { mode, reason, fault } = props;
  return (
    <div className={css.reasons}>
      <label htmlFor="review-reason">{asks[mode]}</label>
      <input
        id="review-reason"
        value={reason}
        maxLength={500}
        autoComplete="off"
        ref={mode === 'correct' ? undefined : focused}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : 'review-reason-fault'}
        onChange={(event) => {
          const { value } = event.target;
          act((it) => it.reason(value));
        }}
      />
      {fault !== undefined && (
        <p id="review-reason-fault" className={css.fault}>
          {fault}
        </p>
      )}
      {usual[mode].length > 0 && (
        <ul className={css.chips}>
          {usual[mode].map((one) => (
            <li key={one}>
              <button type="button" className="chip" onClick={() => act((it) => it.reason(one))}>
                {one}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const focused = (field: HTMLInputElement | null) => field?.focus();
