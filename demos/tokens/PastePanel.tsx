import { useSession } from '../kit/use-session.ts';
import { examples } from './examples.ts';
import { directiveOf, type Leaving, type LeavingWatch, notCounting } from './leaving.ts';
import { Parts } from './Parts.tsx';
import css from './Paste.module.css';
import { nothingPasted, type PasteSession, type PasteShown } from './paste-session.ts';
import { longestPaste } from './pasted.ts';
import shared from './Tokens.module.css';

/** Any token of the reader's, taken apart here; and what shows that it stays here. */
export function PastePanel({ session, leaving }: { session: PasteSession; leaving: LeavingWatch }) {
  const shown = useSession(session, nothingPasted);
  const left = useSession(leaving, notCounting);
  return (
    <>
      <div className={css.fields}>
        <label>
          <span>A token, three parts with dots</span>
          <textarea
            rows={5}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            maxLength={longestPaste + 1}
            value={shown.text}
            onChange={(event) => void session.paste(event.target.value)}
          />
        </label>
        <label>
          <span>A public key to check it with: JWK or JWKS (may stay empty)</span>
          <textarea
            rows={5}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            maxLength={longestPaste + 1}
            value={shown.key}
            onChange={(event) => void session.checkWith(event.target.value)}
          />
        </label>
        <div className={shared.presses}>
          {examples.map((example) => (
            <button
              key={example.name}
              type="button"
              onClick={() => {
                void session.paste(example.token);
                void session.checkWith(JSON.stringify(example.key));
              }}
            >
              {example.name}
            </button>
          ))}
          <button type="button" onClick={session.forget}>
            Forget it
          </button>
        </div>
        <p className={shared.hint}>
          A live token is a password: better paste an expired one. It stays in this page’s memory, and a
          reload forgets it.
        </p>
      </div>
      <Stays left={left} onTry={() => void leaving.tryIt()} />
      <Read shown={shown} />
    </>
  );
}

function Read({ shown: { pasted, signature } }: { shown: PasteShown }) {
  if (pasted.kind === 'nothing') return null;
  if (pasted.kind === 'refused')
    return (
      <p className={css.verdict} data-tone="fail" role="status">
        <strong>✗ Not taken apart</strong> {pasted.why}
      </p>
    );
  return (
    <>
      <p
        className={css.verdict}
        data-tone={signature === null ? 'none' : signature.kind === 'right' ? 'pass' : 'fail'}
        role="status"
      >
        {signature === null ? (
          <>
            <strong>Read, not checked</strong> Without a key nobody knows who wrote this.
          </>
        ) : signature.kind === 'right' ? (
          <>
            <strong>✓ The signature is right</strong> {signature.alg}, checked by {signature.by}. Whether to
            believe the claims is another question.
          </>
        ) : (
          <>
            <strong>✗ {signature.kind === 'wrong' ? 'The signature is wrong' : 'Not checked'}</strong>{' '}
            {signature.why}
          </>
        )}
      </p>
      {pasted.notes.map((note) => (
        <p key={note} className={css.note}>
          {note}
        </p>
      ))}
      <Parts token={pasted.token} />
    </>
  );
}

/** The count that the browser keeps, and the policy that it enforces. */
function Stays({ left: { requests, probe }, onTry }: { left: Leaving; onTry(): void }) {
  const connect = probe?.kind === 'stopped' ? directiveOf(probe.policy, 'connect-src') : null;
  return (
    <section className={css.stays} aria-label="What leaves this page">
      <p>
        <strong data-count={requests.length}>
          {requests.length === 1 ? '1 request' : `${requests.length} requests`}
        </strong>{' '}
        left this page since you opened this panel, as the browser counts them.
      </p>
      {requests.length > 0 && (
        <ul>
          {requests.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same address may be asked twice; they are only added at the end
            <li key={`${name} ${index}`}>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      )}
      <div className={shared.presses}>
        <button type="button" onClick={onTry}>
          Try to send something out
        </button>
      </div>
      <p role="status" className={shared.hint}>
        {probe === null
          ? 'The press tries an empty request to another address, so that you see the browser refuse it.'
          : connect === null
            ? 'Nothing here stopped it: this copy of the page came without its policy, or an extension changed it. Do not paste anything that matters.'
            : `The browser refused it: ${connect}. The page can talk to its own address only. There the browser reports a refusal: the page, the rule and the address that was refused, nothing of the token. Where the browser counts that report, it stands above.`}
      </p>
      {probe?.kind === 'stopped' && (
        <details>
          <summary>The whole policy, as the browser enforces it</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
          <pre tabIndex={0}>{probe.policy.replaceAll('; ', ';\n')}</pre>
        </details>
      )}
    </section>
  );
}
