// The answer in view, with its spans: from the trace that the service told, else from the Server-Timing header.
import { Exchange } from '../kit/Exchange.tsx';
import { spansIn } from '../kit/http.ts';
import css from './Answer.module.css';
import { asCurl } from './as-text.ts';
import type { Entry } from './history.ts';
import type { State } from './state.ts';
import { spansOf } from './tail.ts';

export function Answer({ state }: { state: State }) {
  const entry = state.history.entries.find(({ id }) => id === state.shown);
  if (!entry)
    return (
      <p className={css.none}>No answer yet. Send a call: what comes back is shown here, part by part.</p>
    );
  const { call, who, answer, milliseconds, host, trace } = entry;
  if ('failed' in answer)
    return (
      <p className={css.failed} role="alert">
        {call.method} {call.path} got no answer: {answer.failed} Boot the API, then send the call again.
      </p>
    );
  const told = spansOf(state.tail, trace);
  const timing = answer.headers.find(([name]) => name === 'server-timing')?.[1] ?? null;
  return (
    <Exchange
      label="Last call and its answer"
      exchange={{
        asked: askedOf(entry),
        answered: answer,
        milliseconds,
        host,
        spans: told.length > 0 ? told : spansIn(timing),
      }}
      curl={asCurl(call, who)}
    />
  );
}

function askedOf({ call, who, trace }: Entry) {
  const { method, path, headers, body } = call;
  return {
    method,
    path,
    headers: {
      ...headers,
      ...(who !== null && { authorization: `the access token of ${who}` }),
      traceparent: `00-${trace}-…-01`,
    },
    ...(body !== null && { body }),
  };
}
