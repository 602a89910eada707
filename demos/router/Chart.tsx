// A chart by two scales: axes and a grid, what is drawn on them, a slider that reads it point by point, by keyboard or thumb,
// and the same numbers as a table.
import { scaleLinear } from 'd3-scale';
import { type ReactNode, useState } from 'react';
import { ResultTable } from '../kit/ResultTable.tsx';
import css from './Chart.module.css';
import type { Point } from './figures.ts';

export interface Axis {
  readonly label: string;
  readonly domain: readonly [number, number];
  text(value: number): string;
}

export interface Scales {
  x(value: number): number;
  y(value: number): number;
}

export interface ChartProps {
  title: string;
  /** What it shows now, in a sentence. */
  says: ReactNode;
  x: Axis;
  y: Axis;
  /** What the slider reads, in order of x. */
  points: readonly Point[];
  /** Which of them it begins with. */
  at: number;
  /** A point in words. */
  told(point: Point): string;
  table: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  children(scales: Scales): ReactNode;
}

const [wide, high] = [360, 232];
const edge = { left: 42, right: 10, top: 8, bottom: 36 };

export function Chart({ title, says, x, y, points, at, told, table, children }: ChartProps) {
  const [moved, move] = useState<number | null>(null);
  const [open, setOpen] = useState(false);
  const [sx, sy] = [
    scaleLinear(x.domain, [edge.left, wide - edge.right]),
    scaleLinear(y.domain, [high - edge.bottom, edge.top]),
  ];
  const last = Math.max(0, points.length - 1);
  const here = Math.min(moved ?? at, last);
  const point = points[here];
  const text = point ? told(point) : 'nothing to read yet';
  return (
    <figure className={css.chart}>
      <figcaption className={css.head}>
        <strong>{title}</strong>
        <span>{says}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${wide} ${high}`}
        role="img"
        aria-label={`${title}. ${text}. The table below has all numbers.`}
      >
        {sy.ticks(5).map((tick) => (
          <g key={tick}>
            <line className={css.grid} x1={edge.left} x2={wide - edge.right} y1={sy(tick)} y2={sy(tick)} />
            <text x={edge.left - 6} y={sy(tick) + 3.5} textAnchor="end">
              {y.text(tick)}
            </text>
          </g>
        ))}
        <line
          className={css.axis}
          x1={edge.left}
          x2={wide - edge.right}
          y1={high - edge.bottom}
          y2={high - edge.bottom}
        />
        {sx.ticks(5).map((tick) => (
          <text key={tick} x={sx(tick)} y={high - edge.bottom + 14} textAnchor="middle">
            {x.text(tick)}
          </text>
        ))}
        <text x={(edge.left + wide - edge.right) / 2} y={high - 4} textAnchor="middle">
          {x.label}
        </text>
        {children({ x: (value) => sx(value), y: (value) => sy(value) })}
        {point && (
          <>
            <line
              className={css.cursor}
              x1={sx(point.x)}
              x2={sx(point.x)}
              y1={edge.top}
              y2={high - edge.bottom}
            />
            <circle className={css.dot} cx={sx(point.x)} cy={sy(point.y)} r="3.5" />
          </>
        )}
      </svg>
      <div className={`${css.read} needs-js`}>
        <input
          type="range"
          min="0"
          max={last}
          value={here}
          aria-label={`Read: ${title}`}
          aria-valuetext={text}
          onChange={(event) => move(event.target.valueAsNumber)}
        />
        <p>{text}</p>
      </div>
      <details className={css.twin} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>As a table</summary>
        {open && <ResultTable caption={title} columns={table.columns} rows={table.rows} />}
      </details>
    </figure>
  );
}
