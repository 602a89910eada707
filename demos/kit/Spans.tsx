import type { Span } from './http.ts';
import { parts } from './parts.ts';
import css from './Spans.module.css';

/**
 * Where the time went, part by part: bars on one scale. Widths are attributes of SVG, because the pages allow no inline
 * styles. The layer that refused ends the list, with the time that refusing took (a span called "refused") where it was told.
 */
export function Spans({ spans, refusedBy }: { spans: readonly Span[]; refusedBy: string | null }) {
  const whole = Math.max(...spans.map(({ end }) => end), 0.001);
  const refusing = refusedBy === null ? undefined : spans.find(({ name }) => name === 'refused');
  return (
    <div className={css.frame}>
      <table className={css.spans}>
        <caption>Where the time inside the service went</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Share of the time</th>
            <th scope="col">Milliseconds</th>
          </tr>
        </thead>
        <tbody>
          {spans
            .filter((span) => span !== refusing)
            .map((span, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part may come twice, always in the same place
              <tr key={`${span.name} ${index}`}>
                <th scope="row">
                  <Name part={span.part} step={span.name} />
                </th>
                <td className={css.track}>
                  <Bar span={span} whole={whole} />
                </td>
                <td className={css.time}>{lasted(span)}</td>
              </tr>
            ))}
          {refusedBy !== null && (
            <tr className={css.refused}>
              <th scope="row">
                <span className={css.layer}>{refusedBy.split(' ')[0]}</span>
                {refusedBy.split(' ').slice(1).join(' ')}
              </th>
              <td className={css.track}>{refusing && <Bar span={refusing} whole={whole} />}</td>
              <td className={css.time}>{refusing ? `refused in ${lasted(refusing)}` : 'refused'}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

const lasted = ({ start, end }: Span): string => `${(end - start).toFixed(2)} ms`;

function Bar({ span: { start, end }, whole }: { span: Span; whole: number }) {
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect x={(start / whole) * 100} width={Math.max(0.8, ((end - start) / whole) * 100)} height="8" />
    </svg>
  );
}

function Name({ part, step }: { part: string; step: string }) {
  const { name = part, layer = null } = parts[part] ?? {};
  return (
    <>
      <span className={css.layer}>{layer ?? ''}</span>
      {name} <span className={css.step}>{step}</span>
    </>
  );
}
