import css from './Log.module.css';
import { clock, type LogLine } from './log.ts';
import quiet from './quiet.module.css';

/** "What just happened": folded at first, its last line is said as it comes. */
export function Log({ lines, onClear }: { lines: readonly LogLine[]; onClear?: (() => void) | undefined }) {
  const last = lines.at(-1);
  return (
    <>
      <details className={css.log}>
        <summary>
          What just happened{' '}
          <span className={css.count}>{lines.length === 1 ? '1 line' : `${lines.length} lines`}</span>
        </summary>
        {lines.length === 0 ? (
          <p className={css.empty}>Nothing yet. What this demo does is written here, line by line.</p>
        ) : (
          <>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
            <ol className={css.lines} tabIndex={0} aria-label="What just happened">
              {lines.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two lines may share their moment; they are only added at the end
                <li key={`${line.at} ${index}`} data-tone={line.tone}>
                  <time>{clock(line.at)}</time> {line.text}
                </li>
              ))}
            </ol>
            {onClear && (
              <button type="button" className={`${quiet.quiet} ${css.clear}`} onClick={onClear}>
                Clear
              </button>
            )}
          </>
        )}
      </details>
      <p className="visually-hidden" role="log">
        {last?.text}
      </p>
    </>
  );
}
