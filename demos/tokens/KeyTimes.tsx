import css from './Keys.module.css';
import type { KeySet } from './key-set.ts';
import { life } from './key-set.ts';

const window = 60 * 60_000;
const width = 360;
const rowHeight = 26;

/** The last hour of each key as a bar: published, signing, verifying. The table below says the same in words. */
export function KeyTimes({ set, begin }: { set: KeySet; begin: number }) {
  const to = Math.max(set.now + 15 * 60_000, begin + window);
  const from = to - window;
  const x = (at: number) => Math.min(width, Math.max(0, ((at - from) / window) * width));
  const rows = set.rows.filter((row) => (row.retiredAt ?? to) > from).slice(-6);
  return (
    <figure className={css.times}>
      <svg
        viewBox={`0 0 ${width + 32} ${rows.length * rowHeight + 22}`}
        role="img"
        aria-label="Key phases over the last hour; the table below says the same in words"
      >
        {rows.map((row, index) => {
          const y = index * rowHeight + 4;
          const until = row.signsUntil ?? to;
          const gone = row.retiredAt ?? Math.min(to, until + life.outlives);
          return (
            <g key={row.kid}>
              <text x="0" y={y + 14}>
                {row.name}
              </text>
              <g transform="translate(32 0)">
                <Phase
                  kind="published"
                  from={x(row.publishedAt)}
                  to={x(Math.min(row.signsFrom, gone))}
                  y={y}
                />
                <Phase kind="signing" from={x(row.signsFrom)} to={x(Math.min(until, gone))} y={y} />
                <Phase kind="verifying" from={x(until)} to={x(gone)} y={y} />
              </g>
            </g>
          );
        })}
        <g transform="translate(32 0)">
          <line
            className={css.cursor}
            x1={x(set.now)}
            x2={x(set.now)}
            y1="0"
            y2={rows.length * rowHeight + 4}
          />
          <text x={Math.min(width - 28, Math.max(0, x(set.now) - 12))} y={rows.length * rowHeight + 18}>
            now
          </text>
        </g>
      </svg>
      <figcaption className={css.legend}>
        <span data-phase="published">published, not signing yet</span>
        <span data-phase="signing">signing</span>
        <span data-phase="verifying">verifying only</span>
      </figcaption>
    </figure>
  );
}

function Phase({ kind, from, to, y }: { kind: string; from: number; to: number; y: number }) {
  return to > from ? (
    <rect data-phase={kind} x={from} width={Math.max(1.5, to - from)} y={y} height="18" rx="3" />
  ) : null;
}
