import { useId, useState } from 'react';
import { asCurl } from '../kit/curl.ts';
import { Exchange } from '../kit/Exchange.tsx';
import type { HttpExchange } from '../kit/http.ts';
import css from './Console.module.css';
import { type Ask, first, nameOf, people } from './demo.ts';

export interface ConsoleProps {
  /** Put into the fields when it changes, e.g. by an edit that names its request. */
  offered: Ask | null;
  sending: boolean;
  exchange: HttpExchange | null;
  onSend(ask: Ask): void;
}

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const;

/** One request at a time: who asks, method, path, body. The same for every host. */
export function Console({ offered, sending, exchange, onSend }: ConsoleProps) {
  const id = useId();
  const [taken, take] = useState<Ask | null>(null);
  const [ask, set] = useState<Ask>(first);
  if (offered !== taken) {
    take(offered);
    if (offered) set(offered);
  }
  const bodied = ask.method === 'POST' || ask.method === 'PATCH';
  return (
    <div className={css.console}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSend(bodied ? ask : { ...ask, body: '' });
        }}
      >
        <label className={css.person}>
          <span>Who asks</span>
          <select
            value={ask.person}
            onChange={({ target }) => set({ ...ask, person: target.value as Ask['person'] })}
          >
            <option value="nobody">Nobody (no token)</option>
            {people.map((one) => (
              <option key={one} value={one}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
        <label className={css.method}>
          <span>Method</span>
          <select
            value={ask.method}
            onChange={({ target }) => set({ ...ask, method: target.value as Ask['method'] })}
          >
            {methods.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label className={css.path}>
          <span>Path</span>
          <input
            value={ask.path}
            required
            pattern="/.*"
            title="A path begins with a slash."
            spellCheck={false}
            autoCapitalize="off"
            onChange={({ target }) => set({ ...ask, path: target.value })}
          />
        </label>
        <button type="submit" className="button small primary" aria-disabled={sending || undefined}>
          {sending ? 'Sending…' : 'Send'}
        </button>
        {bodied && (
          <label className={css.body} htmlFor={`${id}-body`}>
            <span>Body (JSON)</span>
            <textarea
              id={`${id}-body`}
              rows={3}
              spellCheck={false}
              value={ask.body}
              onChange={({ target }) => set({ ...ask, body: target.value })}
            />
          </label>
        )}
      </form>
      {exchange ? (
        <Exchange exchange={exchange} curl={asCurl('http://127.0.0.1:3000', exchange.asked)} />
      ) : (
        <p className={css.empty}>
          The answer will stand here. Each person is signed in before their first request.
        </p>
      )}
    </div>
  );
}
