// The five fields that the model read, each with its own calibrated probability; with a blind reading, theirs beside it.
import { type FieldName, fieldNames } from '#api/intake/model/message.ts';
import css from './Item.module.css';
import type { Fields } from './typed.ts';
import { fieldTitles, valueText } from './words.ts';

export function FieldList(props: {
  fields: Fields | null;
  confidence: Readonly<Record<FieldName, number>> | null;
  /** What the reviewer read without seeing this. */
  own?: Fields | null;
}) {
  const { fields, confidence, own = null } = props;
  if (fields === null)
    return (
      <p className={css.none}>
        The model’s answer broke its contract, so there is nothing to approve. Correct it, or reject it.
      </p>
    );
  return (
    <dl className={css.fields} aria-label="What the model read">
      {fieldNames.map((name) => {
        const differs = own !== null && own[name] !== fields[name];
        return (
          <div key={name} data-differs={differs || undefined}>
            <dt>{fieldTitles[name]}</dt>
            <dd data-empty={fields[name] === null || undefined}>{valueText(name, fields[name])}</dd>
            {confidence && (
              <dd className={css.sure}>
                <Sure of={confidence[name]} />
              </dd>
            )}
            {differs && <dd className={css.own}>you read {valueText(name, own[name])}</dd>}
          </div>
        );
      })}
    </dl>
  );
}

function Sure({ of }: { of: number }) {
  const share = Math.round(of * 100);
  return (
    <>
      <meter min={0} max={100} high={90} optimum={100} value={share} aria-label={`${share} % sure`} /> {share}{' '}
      %
    </>
  );
}
