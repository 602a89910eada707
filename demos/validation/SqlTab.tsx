import { useState } from 'react';
import css from './SqlTab.module.css';
import { bound, cleaned, encoded, inputs, pasted, pieces, statementsIn } from './sql-text.ts';

/** One text on its way into a statement and onto a page. Shown, not run. */
export function SqlTab() {
  const [input, setInput] = useState(inputs[2]?.text ?? '');
  return (
    <div className={css.sql}>
      <div className={css.ask}>
        <label htmlFor="validation-sql">
          A title that somebody sends. The contract accepts all of these: they are text.
        </label>
        <input
          id="validation-sql"
          value={input}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setInput(event.target.value)}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
        <div className={css.choices} role="group" aria-label="Examples">
          {inputs.map(({ name, text }) => (
            <button key={name} type="button" aria-pressed={text === input} onClick={() => setInput(text)}>
              {name}
            </button>
          ))}
        </div>
      </div>
      <Way
        title="Pasted into the statement"
        sql={pasted(input)}
        after="Whatever leaves the quotes is read as SQL."
      />
      <Way
        title="“Cleaned”, then pasted"
        sql={pasted(cleaned(input))}
        after={
          cleaned(input).replaceAll("''", "'") === input
            ? 'This one comes through as it was written.'
            : `Stored as “${cleaned(input).replaceAll("''", "'")}”: no longer what was written.`
        }
      />
      <section className={css.way} aria-label="As a parameter">
        <h4>As a parameter: what the API does</h4>
        <Sql sql={bound.statement} />
        <p>
          The statement never changes. Beside it travels <code>$2 = {JSON.stringify(input)}</code>, a value
          whatever is in it.
        </p>
      </section>
      <section className={css.way} aria-label="On a page">
        <h4>On a page, encoded where it is written out</h4>
        <pre>{`<td>${encoded(input)}</td>`}</pre>
        <p>
          The reader sees <strong>{input}</strong>. What is stored stays as it was sent; each place that
          writes it out encodes it its own way.
        </p>
      </section>
      <p className={css.note}>
        These are texts, taken apart by PostgreSQL’s rules for quotes; no database runs here. Validation says
        what a value may be. Parameters and encoding keep it a value.
      </p>
    </div>
  );
}

function Way({ title, sql, after }: { title: string; sql: string; after: string }) {
  const count = statementsIn(sql);
  return (
    <section className={css.way} aria-label={title}>
      <h4>{title}</h4>
      <Sql sql={sql} />
      <p>
        {count > 1 ? <strong>{count} statements. </strong> : ''}
        {after}
      </p>
    </section>
  );
}

function Sql({ sql }: { sql: string }) {
  return (
    <pre>
      {pieces(sql).map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are told apart by their place alone
        <span key={at} data-as={piece.as}>
          {piece.text}
        </span>
      ))}
    </pre>
  );
}
