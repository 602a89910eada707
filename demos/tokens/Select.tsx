import css from './Tokens.module.css';

/** A labelled choice; the browser's own list, which is best on a phone and by keyboard. */
export function Select<Id extends string>(props: {
  label: string;
  value: Id;
  options: readonly (readonly [id: Id, text: string])[];
  onChoose(id: Id): void;
}) {
  return (
    <label className={css.select}>
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChoose(event.target.value as Id)}>
        {props.options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
