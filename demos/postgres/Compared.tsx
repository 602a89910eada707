// The same statements as each role: what each one saw, side by side.
import { ResultTable } from '../kit/ResultTable.tsx';
import { Failure } from './Failure.tsx';
import { effectOf, isNumber } from './outcome.ts';
import css from './Results.module.css';
import { roleIds, roles } from './roles.ts';
import type { Compared as State } from './state.ts';

export function Compared({ compared: { sql, outcomes } }: { compared: State }) {
  return (
    <div className={css.results}>
      <p className={css.head}>
        <span>Run four times, each in a transaction that was rolled back</span>
        <code>{sql}</code>
      </p>
      <div className={css.roles}>
        {roleIds.map((role, index) => {
          const last = outcomes[index]?.at(-1);
          return (
            <section key={role} className={css.role}>
              <h4>{roles[role].label}</h4>
              <p className={css.effect}>
                <span>{!last ? 'nothing' : last.error ? 'refused' : effectOf(last)}</span>
              </p>
              {last?.error && <Failure outcome={last} />}
              {last && last.rows.length > 0 && (
                <ResultTable
                  caption={`As ${roles[role].label}`}
                  columns={last.columns.map((one) => one.name)}
                  rows={last.rows}
                  right={last.columns.map(isNumber)}
                  cap={10}
                />
              )}
              <p className={css.says}>{roles[role].says}</p>
            </section>
          );
        })}
      </div>
    </div>
  );
}
