import { line } from 'd3-shape';
import { drift } from '#api/intake/model/measures.ts';
import { Chart } from './Chart.tsx';
import css from './Curves.module.css';
import type { Point } from './figures.ts';

/** The stability index along the stream, with the marks from which one watches and from which everything waits. */
export function Drift({ index, total }: { index: readonly (number | null)[]; total: number }) {
  const step = total / (index.length || 1);
  const points = index.flatMap((y, i): Point[] => (y === null ? [] : [{ x: i * step, y }]));
  const most = Math.max(0.3, ...points.map(({ y }) => y)) * 1.1;
  const word = (y: number) => (y >= drift.alarm ? 'alarm' : y >= drift.watch ? 'watch' : 'as usual');
  return (
    <Chart
      title="Drift: does the traffic look as it did?"
      says={`Stability index (PSI) of the last ${drift.window} confidences against the calibration messages. From ${drift.watch} on one watches, from ${drift.alarm} on it rings.`}
      x={{ label: 'messages so far', domain: [0, Math.max(1, total)], text: (one) => String(one) }}
      y={{ label: 'PSI', domain: [0, most], text: (one) => one.toFixed(2) }}
      points={points}
      at={points.length - 1}
      told={({ x, y }) => `after ${Math.round(x)} messages: ${y.toFixed(3)}, ${word(y)}`}
      table={{
        columns: ['Messages', 'PSI', 'State'],
        rows: points.map(({ x, y }) => [String(Math.round(x)), y.toFixed(3), word(y)]),
      }}
    >
      {({ x, y }) => (
        <>
          <line className={css.ideal} x1={x(0)} x2={x(total)} y1={y(drift.watch)} y2={y(drift.watch)} />
          <line className={css.limit} x1={x(0)} x2={x(total)} y1={y(drift.alarm)} y2={y(drift.alarm)} />
          <path
            className={css.line}
            d={
              line<Point>(
                (one) => x(one.x),
                (one) => y(one.y),
              )(points) ?? ''
            }
          />
        </>
      )}
    </Chart>
  );
}
