import { keyState } from '#api/identity/key-life.ts';
import { Copy } from '../kit/Copy.tsx';
import { useSession } from '../kit/use-session.ts';
import { moment } from './examine.ts';
import css from './Keys.module.css';
import { KeyTimes } from './KeyTimes.tsx';
import type { KeySet } from './key-set.ts';
import { type KeysSession, keysBegin, noKeys } from './keys-session.ts';
import shared from './Tokens.module.css';

const minute = 60_000;
const jumps = [
  ['1 minute', minute],
  ['5 minutes', 5 * minute],
  ['11 minutes', 11 * minute],
  ['30 days', 30 * 24 * 60 * minute],
] as const;

/** Publish, sign, retire: why a key change is nobody's emergency. */
export function KeysPanel({ session }: { session: KeysSession }) {
  const { set, said } = useSession(session, noKeys);
  if (set === null)
    return (
      <div className={shared.block}>
        <p>
          A key is published, then signs, then only verifies, then goes. Make the first one, publish the next,
          and watch whose tokens are good when.
        </p>
        <div className={shared.presses}>
          <button type="button" onClick={() => void session.start()}>
            Make the first key
          </button>
        </div>
      </div>
    );
  return (
    <>
      <div className={shared.block}>
        <p className={css.now}>
          The clock says <strong>{moment(set.now / 1000)}</strong>
        </p>
        <div className={shared.presses}>
          {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons */}
          <span className={shared.presses} role="group" aria-label="Let time pass">
            {jumps.map(([title, by]) => (
              <button key={by} type="button" onClick={() => void session.pass(by)}>
                + {title}
              </button>
            ))}
          </span>
          <button type="button" onClick={() => void session.do('sign')}>
            Sign a token
          </button>
          <button type="button" onClick={() => void session.do('publish')}>
            Publish the next key
          </button>
          <button type="button" onClick={() => void session.do('retire')}>
            Retire the signing key
          </button>
        </div>
        <p className={shared.hint} role="status">
          {said}
        </p>
      </div>
      <KeyTimes set={set} begin={keysBegin} />
      <KeyTable set={set} />
      <Tokens set={set} />
      <details className={css.jwks}>
        <summary>
          What <code>/.well-known/jwks.json</code> answers now:{' '}
          {set.jwks.length === 1 ? 'one key' : `${set.jwks.length} keys`}
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
        <pre tabIndex={0}>{JSON.stringify({ keys: set.jwks }, null, 2)}</pre>
        <Copy label="Copy the key set" what="key set" text={() => JSON.stringify({ keys: set.jwks })} />
      </details>
    </>
  );
}

/** The time line's twin in words. */
function KeyTable({ set }: { set: KeySet }) {
  const clock = (at: number | null) => (at === null ? 'open' : moment(at / 1000).slice(5, 16));
  return (
    <div className={css.frame}>
      <table className={css.table}>
        <caption>The keys now</caption>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">State</th>
            <th scope="col">Published</th>
            <th scope="col">Signs from</th>
            <th scope="col">until</th>
            <th scope="col">Gone</th>
          </tr>
        </thead>
        <tbody>
          {set.rows.map((row) => {
            const state = keyState(row, set.now);
            return (
              <tr key={row.kid}>
                <th scope="row">
                  {row.name} <code>{row.kid.slice(0, 6)}…</code>
                </th>
                <td data-state={state}>{state}</td>
                <td>{clock(row.publishedAt)}</td>
                <td>{clock(row.signsFrom)}</td>
                <td>{clock(row.signsUntil)}</td>
                <td>{row.retiredAt === null ? 'no' : clock(row.retiredAt)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Tokens({ set }: { set: KeySet }) {
  if (set.tokens.length === 0)
    return (
      <p className={css.none}>No token yet. Sign one now, and look at it again after the key changed.</p>
    );
  return (
    <ul className={css.tokens} aria-label="Tokens and whether the service takes them now">
      {set.tokens.map(({ by, at, accepted }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two tokens may share their moment and key
        <li key={`${at} ${index}`} data-accepted={accepted}>
          <strong>{accepted ? '✓ taken' : '✗ refused'}</strong> a token of {by}, signed{' '}
          {moment(at / 1000).slice(5, 16)}
        </li>
      ))}
    </ul>
  );
}
