// What a firing left: the line that decided, the calls, what was done to the database, and the entry in the trail.

import { statusText, toneOf } from '../kit/http.ts';
import { sourceOf } from '../kit/repository.ts';
import type { Exchange } from '../proofs/evidence.ts';
import css from './Evidence.module.css';
import type { Fired } from './fire.ts';

export function Evidence({ fired }: { fired: Fired }) {
  const { place, calls, left, inspections, trail, log, host } = fired;
  return (
    <div className={css.evidence}>
      {place && (
        <figure className={css.source}>
          <figcaption>
            The line that decided:{' '}
            <a href={`${sourceOf(place.file)}#L${place.line}`}>
              {place.file}:{place.line}
            </a>
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
          <pre tabIndex={0}>
            {place.lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines stand still
              <span key={at} data-decided={place.from + at === place.line || undefined}>
                <span className={css.number}>{place.from + at}</span>
                {line}
                {'\n'}
              </span>
            ))}
          </pre>
        </figure>
      )}
      <section>
        <h5>{calls.length === 0 ? 'No call was made' : 'What the attacker sent, and the answers'}</h5>
        <p className={css.host}>{host}</p>
        {calls.map((call, at) => (
          <Call key={call.trace} call={call} before={at === calls.length - 1 ? left : 0} />
        ))}
        {inspections.map(({ sql, rows, error }) => (
          <div key={sql} className={css.call}>
            <p>As the owner of the database: {error ?? (rows === 1 ? '1 row' : `${rows} rows`)}</p>
            <pre>{sql}</pre>
          </div>
        ))}
      </section>
      <section>
        <h5>What it left in the audit trail</h5>
        {trail ? (
          <dl className={css.trail}>
            <div>
              <dt>entry</dt>
              <dd>{trail.seq}</dd>
            </div>
            <div>
              <dt>action</dt>
              <dd>{trail.action}</dd>
            </div>
            <div>
              <dt>decision</dt>
              <dd>
                {trail.decision}, {trail.rule}
              </dd>
            </div>
            <div>
              <dt>hash</dt>
              <dd>{trail.hash.slice(0, 24)}…</dd>
            </div>
          </dl>
        ) : (
          <p className={css.none}>
            {calls.length === 0
              ? 'Nothing: whoever has the database does not ask the service, so the service writes nothing.'
              : 'No entry. The trail is about decisions on known people’s calls; what is refused before is in the log.'}
          </p>
        )}
        {log && (
          <p className={css.none}>
            The service’s log says: <code>{log}</code>
          </p>
        )}
      </section>
    </div>
  );
}

function Call({ call, before }: { call: Exchange; before: number }) {
  const { who, method, path, sent, status, received, ms } = call;
  return (
    <div className={css.call}>
      {before > 0 && <p className={css.none}>{before.toLocaleString('en-GB')} more like it, then:</p>}
      <p>
        <span className={css.method}>{method}</span> {path} <span className={css.who}>as {who}</span>
      </p>
      {sent && <pre>{sent}</pre>}
      <p>
        <span className={css.status} data-tone={toneOf(status)}>
          {statusText(status)}
        </span>{' '}
        <span className={css.who}>{ms.toFixed(1)} ms</span>
      </p>
      {received && <pre>{received}</pre>}
    </div>
  );
}
