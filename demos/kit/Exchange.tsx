import { Copy } from './Copy.tsx';
import css from './Exchange.module.css';
import {
  type Answered,
  type Asked,
  type Decision,
  decisionIn,
  type HttpExchange,
  pretty,
  shown,
  statusText,
  toneOf,
} from './http.ts';
import { layerName } from './parts.ts';
import { Spans } from './Spans.tsx';

export interface ExchangeProps {
  exchange: HttpExchange;
  /** The request as `curl` (curl.ts), for a button that copies it. */
  curl?: string;
  /** Why that rule is there, in words, from the demo that knows the rules. */
  reasonOf?(rule: string): string | undefined;
  /** Name for screen readers. Default: "Request and answer" */
  label?: string;
}

/** One request and its answer: who answered, in what time, and which layer and rule decided. */
export function Exchange({ exchange, curl, reasonOf, label = 'Request and answer' }: ExchangeProps) {
  const { asked, answered, milliseconds, host, spans } = exchange;
  const decision = decisionIn(answered);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div className={css.frame} role="group" aria-label={label}>
      <div className={css.exchange}>
        <p className={css.host} data-host={host.kind}>
          {host.text}
        </p>
        <RequestPart asked={asked} />
        <AnswerPart
          answered={answered}
          milliseconds={milliseconds}
          decision={decision}
          reason={decision?.rule ? reasonOf?.(decision.rule) : undefined}
        />
        {spans.length > 0 && (
          <Spans spans={spans} refusedBy={decision?.layer ? layerName(decision.layer) : null} />
        )}
        {curl !== undefined && (
          <div className={css.tools}>
            <Copy label="Copy as curl" what="curl command" text={() => curl} />
          </div>
        )}
      </div>
    </div>
  );
}

function RequestPart({ asked }: { asked: Asked }) {
  return (
    <div className={css.half}>
      <p className={css.line}>
        <span className={css.method}>{asked.method}</span> <span className={css.path}>{asked.path}</span>
      </p>
      <Headers headers={Object.entries(asked.headers)} />
      {asked.body !== undefined && <Body text={asked.body} label="Body of the request" />}
    </div>
  );
}

function AnswerPart(props: {
  answered: Answered;
  milliseconds: number;
  decision: Decision | null;
  reason: string | undefined;
}) {
  const { answered, milliseconds, decision, reason } = props;
  return (
    <div className={css.half}>
      <p className={css.line}>
        <span className={css.status} data-tone={toneOf(answered.status)}>
          {statusText(answered.status)}
        </span>{' '}
        <span className={css.time}>{milliseconds.toFixed(1)} ms</span>
      </p>
      {decision?.layer && (
        <p className={css.decision}>
          Refused by <strong>{layerName(decision.layer)}</strong>
          {decision.rule && (
            <>
              , rule <code>{decision.rule}</code>
            </>
          )}
          .{reason && <> {reason}</>}
        </p>
      )}
      <Headers headers={answered.headers} />
      {answered.body !== '' && <Body text={answered.body} label="Body of the answer" />}
    </div>
  );
}

function Headers({ headers }: { headers: readonly (readonly [string, string])[] }) {
  if (headers.length === 0) return <p className={css.none}>no headers</p>;
  return (
    <details className={css.headers}>
      <summary>{headers.length === 1 ? '1 header' : `${headers.length} headers`}</summary>
      <dl>
        {headers.map(([name, value]) => (
          <div key={`${name} ${value}`}>
            <dt>{name}</dt>
            <dd>{shown(name, value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Body({ text, label }: { text: string; label: string }) {
  const { text: seen, missing } = pretty(text);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
      <pre className={css.body} tabIndex={0} role="group" aria-label={label}>
        {seen}
      </pre>
      {missing > 0 && (
        <p className={css.none}>
          {missing.toLocaleString('en-GB')} more characters are not shown. Copying as curl and running it
          gives all.
        </p>
      )}
    </>
  );
}
