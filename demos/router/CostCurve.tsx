import { line } from 'd3-shape';
import { byCost } from '#api/intake/model/threshold.ts';
import { Chart } from './Chart.tsx';
import css from './Curves.module.css';
import type { Point } from './figures.ts';
import { money, whole } from './words.ts';

/** What each threshold costs for 1,000 messages, and where it is cheapest. */
export function CostCurve({
  points,
  mistake,
  review,
  threshold,
}: {
  points: readonly Point[];
  /** What a mistake costs, in reviews. */
  mistake: number;
  /** What a review costs, euros. */
  review: number;
  threshold: number;
}) {
  const priced = points.map(({ x, y }) => ({ x, y: y * review * 1_000 }));
  const most = Math.max(1, ...priced.map(({ y }) => y));
  const cheapest = priced.reduce((best, one) => (one.y < best.y ? one : best), priced[0] ?? { x: 0, y: 0 });
  const chow = byCost(mistake);
  return (
    <Chart
      title="Cost: reviews and mistakes together"
      says={`Cheapest here at ${cheapest.x.toFixed(2)}. By the rule, 1 − 1 / ${whole(mistake)} = ${chow.toFixed(3)}: that is the vertical line.`}
      x={{ label: 'threshold', domain: [0, 1], text: (one) => one.toFixed(1) }}
      y={{ label: 'euros', domain: [0, most * 1.05], text: money }}
      points={priced}
      at={Number.isFinite(threshold) ? Math.round(threshold * (priced.length - 1)) : priced.length - 1}
      told={({ x, y }) => `from ${x.toFixed(2)} on: ${money(y)} for 1,000 messages`}
      table={{
        columns: ['Threshold', 'Cost of 1,000 messages'],
        rows: priced.map(({ x, y }) => [x.toFixed(2), money(y)]),
      }}
    >
      {({ x, y }) => (
        <>
          <line className={css.now} x1={x(chow)} x2={x(chow)} y1={y(0)} y2={y(most * 1.05)} />
          <path
            className={css.line}
            d={
              line<Point>(
                (one) => x(one.x),
                (one) => y(one.y),
              )(priced) ?? ''
            }
          />
        </>
      )}
    </Chart>
  );
}
