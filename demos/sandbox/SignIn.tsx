// Who calls: any of the example people, by the real sign-in, or nobody. What the token says is shown, never the token.
import { organisations } from '#api/storage/examples.ts';
import { Press } from '../kit/Press.tsx';
import { claimsOf } from './claims.ts';
import type { Act } from './engine.ts';
import { people } from './people-list.ts';
import css from './SignIn.module.css';
import type { State } from './state.ts';

export function SignIn({ act, state }: { act: Act; state: State }) {
  const { active, signed, sending } = state;
  const token = signed.find(({ email }) => email === active)?.accessToken;
  const claims = token === undefined ? null : claimsOf(token);
  const exp = claims?.['exp'];
  return (
    <div className={css.who}>
      <label className={css.select}>
        <span>Call as</span>
        <select
          value={active ?? ''}
          aria-disabled={sending || undefined}
          onChange={(event) => {
            if (!sending) act((it) => it.become(event.target.value || null));
          }}
        >
          <option value="">nobody, without a token</option>
          {Object.values(organisations).map(({ name }) => (
            <optgroup key={name} label={name}>
              {people
                .filter(({ organisation }) => organisation === name)
                .map(({ email, label }) => (
                  <option key={email} value={email}>
                    {label}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      {claims && (
        <>
          <details className={css.claims}>
            <summary>
              Token for {String(claims['role'])}, {String(claims['department'])}
              {typeof exp === 'number' && <>; until {clock(exp)}</>}
            </summary>
            <dl>
              {Object.entries(claims).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {String(value)}
                    {typeof value === 'number' && value > 1e9 && <span> = {clock(value)}</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
          <div className={css.buttons}>
            <Press off={sending} onClick={() => act((it) => it.renew())}>
              Renew
            </Press>
            <Press off={sending} onClick={() => act((it) => it.signOut())}>
              Sign out
            </Press>
          </div>
        </>
      )}
    </div>
  );
}

/** "14:03:07", in the reader's zone, from seconds since 1970. */
const clock = (seconds: number): string => new Date(seconds * 1000).toLocaleTimeString('en-GB');
