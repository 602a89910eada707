// What there is to call: a list where there is room, one select where there is not. The style sheet shows one of the two.

import type { Act } from './engine.ts';
import css from './Operations.module.css';
import { grouped } from './operations.ts';
import type { State } from './state.ts';

export function Operations({ act, state }: { act: Act; state: State }) {
  const groups = grouped(state.operations);
  const chosen = state.draft.operation;
  return (
    <nav className={css.operations} aria-label="Calls of the API">
      <label className={css.select}>
        <span>Call</span>
        <select value={chosen} onChange={(event) => act((it) => it.choose(event.target.value))}>
          {groups.map(([group, operations]) => (
            <optgroup key={group} label={group}>
              {operations.map(({ id, method, path }) => (
                <option key={id} value={id}>
                  {method} {path}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <div className={css.list}>
        {groups.map(([group, operations]) => (
          <section key={group}>
            <h4>{group}</h4>
            <ul className={css.group}>
              {operations.map(({ id, method, path, summary }) => (
                <li key={id}>
                  <button
                    type="button"
                    title={summary}
                    aria-current={id === chosen || undefined}
                    onClick={() => act((it) => it.choose(id))}
                  >
                    <span className={css.method}>{method}</span>
                    <span className={css.path}>{path.replace(/^\/v1/, '')}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  );
}
