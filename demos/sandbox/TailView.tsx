// What the service says: its log lines and finished traces, as they come. The newest rows are drawn, older ones on demand.
import { useState } from 'react';
import { partName } from '../kit/parts.ts';
import type { Act } from './engine.ts';
import type { State } from './state.ts';
import css from './TailView.module.css';
import { type Filter, fitting, type Line, traceOf } from './tail.ts';

const step = 200;

export function TailView({ act, state }: { act: Act; state: State }) {
  const [rows, setRows] = useState(step);
  const { tail, filter } = state;
  const found = fitting(tail.lines, filter);
  const seen = found.slice(-rows).toReversed();
  return (
    <div className={css.tail}>
      <div className={css.tools}>
        <button type="button" aria-pressed={tail.paused} onClick={() => act((it) => it.pause(!tail.paused))}>
          {tail.paused ? `Go on (${tail.waiting.length} waiting)` : 'Pause'}
        </button>
        <label>
          Show{' '}
          <select
            value={filter.kind}
            onChange={(event) => act((it) => it.filter({ kind: event.target.value as Filter['kind'] }))}
          >
            <option value="all">log and spans</option>
            <option value="log">log</option>
            <option value="trace">spans</option>
          </select>
        </label>
        {filter.trace !== null && (
          <button type="button" onClick={() => act((it) => it.filter({ trace: null }))}>
            Only trace {filter.trace.slice(0, 8)}… : show all
          </button>
        )}
        <span className={css.count}>
          {found.length.toLocaleString('en-GB')} {found.length === 1 ? 'line' : 'lines'}
          {tail.dropped > 0 && `, ${tail.dropped.toLocaleString('en-GB')} older ones let go`}
        </span>
      </div>
      {seen.length === 0 ? (
        <p className={css.none}>Nothing yet. Log lines and spans appear here as calls are answered.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
        <ol className={css.lines} tabIndex={0} aria-label="Log lines and spans, newest first">
          {seen.map((line) => (
            <Row key={line.n} line={line} onTrace={(trace) => act((it) => it.filter({ trace }))} />
          ))}
        </ol>
      )}
      {found.length > rows && (
        <button type="button" className={css.older} onClick={() => setRows(rows + step)}>
          Show {Math.min(step, found.length - rows)} older
        </button>
      )}
    </div>
  );
}

function Row({ line: { told }, onTrace }: { line: Line; onTrace(trace: string): void }) {
  const trace = traceOf(told);
  return (
    <li data-level={told.kind === 'log' ? told.level : 'trace'}>
      <span className={css.kind}>{told.kind === 'log' ? told.level : 'spans'}</span>{' '}
      <span className={css.what}>{told.kind === 'log' ? told.event : `${told.route} ${told.status}`}</span>{' '}
      <span className={css.rest}>
        {told.kind === 'log'
          ? Object.entries(told.fields)
              .filter(([name]) => name !== 'trace')
              .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
              .join(' ')
          : told.spans
              .map(({ part, start, end }) => `${partName(part)} ${(end - start).toFixed(2)}`)
              .join(' · ')}
      </span>{' '}
      {trace !== null && (
        <button type="button" onClick={() => onTrace(trace)} aria-label={`Only trace ${trace.slice(0, 8)}`}>
          {trace.slice(0, 8)}
        </button>
      )}
    </li>
  );
}
