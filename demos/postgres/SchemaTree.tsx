// The tables that are there, each with its columns; a press on one writes a query for it.
import quiet from '../kit/quiet.module.css';
import type { Act } from './engine.ts';
import css from './Side.module.css';
import type { Relation } from './schema.ts';
import type { State } from './state.ts';

const nameOf = ({ schema, name }: Relation): string => (schema === 'public' ? name : `${schema}.${name}`);

export function SchemaTree({ act, state }: { act: Act; state: State }) {
  const { relations, role } = state;
  if (relations === null)
    return (
      <p className={css.none}>
        The schema is read from the database. Press Boot: then its tables stand here and are completed in the
        editor.
      </p>
    );
  return (
    <ul className={css.tree}>
      {relations.map((relation) => (
        <li key={nameOf(relation)}>
          <details>
            <summary>
              <span className={css.name}>{nameOf(relation)}</span>
              <span className={css.kind}>
                {relation.kind}
                {relation.rowSecurity ? ', row security' : ''}
              </span>
            </summary>
            <ul className={css.columns}>
              {relation.columns.map(({ name, type, key }) => (
                <li key={name}>
                  <span className={css.name}>{name}</span> <span className={css.kind}>{type}</span>
                  {key && <span className={css.kind}>primary key</span>}
                </li>
              ))}
            </ul>
            {relation.indexes.length > 0 && (
              <p className={css.kind}>Indexes: {relation.indexes.join(', ')}</p>
            )}
            <button
              type="button"
              className={quiet.quiet}
              onClick={() =>
                act((it) =>
                  it.open(
                    { sql: `select * from ${nameOf(relation)};\n\\d ${nameOf(relation)}`, role },
                    false,
                  ),
                )
              }
            >
              Query {nameOf(relation)}
            </button>
          </details>
        </li>
      ))}
    </ul>
  );
}
