// On the privacy page: what this browser keeps of this site, and a button that clears it.
import { useState } from 'react';
import { keepFocus } from '../kit/keep-focus.ts';
import quiet from '../kit/quiet.module.css';
import { useLive } from '../kit/use-session.ts';
import { browserPorts, clear, look, type Kept as One } from './kept.ts';

type Shown =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'list'; readonly list: readonly One[] }
  | { readonly kind: 'cleared'; readonly left: readonly One[] };

export default function Kept() {
  const live = useLive();
  const [shown, show] = useState<Shown>({ kind: 'not-asked' });
  const list = shown.kind === 'list' ? shown.list : shown.kind === 'cleared' ? shown.left : [];
  return (
    <section ref={keepFocus} data-live={live || undefined} aria-label="What this browser keeps">
      <p className="needs-js">
        <button
          type="button"
          className="button small"
          onClick={async () => show({ kind: 'list', list: await look(browserPorts) })}
        >
          Show what this browser keeps
        </button>
      </p>
      <div role="status">
        {shown.kind === 'list' && list.length === 0 && (
          <p>Nothing: this browser keeps nothing of this site.</p>
        )}
        {shown.kind === 'cleared' && list.length === 0 && (
          <p>Cleared. This browser keeps nothing of this site now.</p>
        )}
        {shown.kind === 'cleared' && list.length > 0 && (
          <p>This could not be cleared. Close the other tabs of this site, then press Clear again.</p>
        )}
        {list.length > 0 && (
          <ul>
            {list.map(({ kind, name, words }) => (
              <li key={`${kind} ${name}`}>{words}</li>
            ))}
          </ul>
        )}
      </div>
      {list.length > 0 && (
        <p>
          <button
            type="button"
            className={quiet.quiet}
            onClick={async () => show({ kind: 'cleared', left: await clear(browserPorts, list) })}
          >
            Clear all of it
          </button>
        </p>
      )}
    </section>
  );
}
