// Before anything runs: one item as the queue shows it, the keys, and what the demo will let one see. HTML of the server.
import { keys, sample } from './demo.ts';
import { FieldList } from './FieldList.tsx';
import css from './ReviewQueue.module.css';
import { Source } from './Source.tsx';
import type { Notice } from './state.ts';
import type { Fields } from './typed.ts';
import { reasonText } from './words.ts';

export function First({ notice }: { notice: Notice | null }) {
  return (
    <>
      {notice && (
        <p className={css.notice} data-tone={notice.tone} role="status">
          {notice.text}
        </p>
      )}
      <div className={css.first}>
        <div>
          <p className={css.lead}>
            One item of the queue, as recorded by our tests: the message, what the model read in it, and why
            no rule approved it. The model missed the sum.
          </p>
          <ul className={css.chips}>
            {sample.reasons.map((reason) => (
              <li key={reason} className="chip">
                {reasonText(reason)}
              </li>
            ))}
            <li className="chip">{sample.confidence} % sure</li>
          </ul>
          <div className={css.sides}>
            <Source text={sample.text} fields={sample.fields as Fields} />
            <FieldList fields={sample.fields as Fields} confidence={null} />
          </div>
        </div>
        <div className={css.teach}>
          <h4>Worked off with single keys, or a thumb</h4>
          <dl className={css.keyList}>
            {keys.map(({ key, title }) => (
              <div key={key}>
                <dt>
                  <kbd>{key.toUpperCase()}</kbd>
                </dt>
                <dd>{title}</dd>
              </div>
            ))}
          </dl>
          <h4>What to try</h4>
          <ul>
            <li>Decide one, and take it back within ten seconds.</li>
            <li>Go to lunch: the lease runs out, and your late decision is refused.</li>
            <li>Open a second tab as a second reviewer.</li>
            <li>Falsify a decision in the audit trail, and see who notices.</li>
          </ul>
        </div>
      </div>
    </>
  );
}
