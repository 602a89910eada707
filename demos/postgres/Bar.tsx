// Above the editor: as whom, from which example, and how many rows.
import { useId } from 'react';
import type { Act } from './engine.ts';
import css from './Postgres.module.css';
import { roleIds, roles } from './roles.ts';
import { samples } from './samples.ts';
import { caps, type State } from './state.ts';

export function Bar({ act, state }: { act: Act; state: State }) {
  const { role, cap, losses } = state;
  const id = useId();
  return (
    <div className={css.bar}>
      <div className={css.field}>
        <label htmlFor={`${id}-role`}>Run as</label>
        <select
          id={`${id}-role`}
          value={role}
          aria-describedby={`${id}-says`}
          onChange={(event) => {
            const chosen = roleIds.find((one) => one === event.target.value);
            if (chosen) act((it) => it.setRole(chosen));
          }}
        >
          {roleIds.map((one) => (
            <option key={one} value={one}>
              {roles[one].label}
            </option>
          ))}
        </select>
      </div>
      <div className={css.field}>
        <label htmlFor={`${id}-sample`}>Example</label>
        <select
          id={`${id}-sample`}
          value={samples.find(({ sql }) => sql === state.text)?.id ?? ''}
          onChange={(event) => act((it) => it.take(event.target.value))}
        >
          <option value="" disabled>
            your own
          </option>
          {samples.map(({ id: one, title }) => (
            <option key={one} value={one}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div className={css.field}>
        <label htmlFor={`${id}-cap`}>Rows at most</label>
        <select
          id={`${id}-cap`}
          value={cap}
          onChange={(event) => act((it) => it.setCap(Number(event.target.value)))}
        >
          {caps.map((one) => (
            <option key={one} value={one}>
              {one.toLocaleString('en-GB')}
            </option>
          ))}
        </select>
      </div>
      <p id={`${id}-says`} className={css.says}>
        {losses.transaction === 'I'
          ? roles[role].says
          : 'A transaction is open: it goes on in the role in which it began. COMMIT or ROLLBACK ends it.'}
      </p>
    </div>
  );
}
