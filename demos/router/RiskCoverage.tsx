import { line } from 'd3-shape';
import { Chart } from './Chart.tsx';
import css from './Curves.module.css';
import type { Point, Risk } from './figures.ts';
import { decimal, percent, thresholdText } from './words.ts';

/** The index of the point whose threshold is the lowest at or above the one in use. */
const indexAt = (points: readonly Point[], threshold: number): number =>
  Math.max(
    0,
    points.findLastIndex(({ at = 0 }) => at >= threshold),
  );

/** What more automation costs in mistakes. */
export function RiskCoverage({
  risk: { points, area },
  threshold,
  alpha,
  beside,
}: {
  risk: Risk;
  threshold: number;
  /** The most mistakes that are accepted, drawn as a limit. */
  alpha?: number;
  beside?: Risk;
}) {
  const most = Math.max(
    0.02,
    alpha ?? 0,
    ...points.map(({ y }) => y),
    ...(beside?.points.map(({ y }) => y) ?? []),
  );
  const top = Math.ceil(most * 110) / 100;
  return (
    <Chart
      title="Risk and coverage: what automation costs in mistakes"
      says={`Each point is a threshold. Mean risk over all of them: ${percent(area)}.`}
      x={{ label: 'approved', domain: [0, 1], text: (one) => percent(one, 0) }}
      y={{ label: 'mistakes', domain: [0, top], text: (one) => percent(one, top < 0.05 ? 1 : 0) }}
      points={points}
      at={indexAt(points, threshold)}
      told={({ x, y, at = 0 }) =>
        `from ${thresholdText(at)} on: ${percent(x)} approved, ${percent(y)} of these wrong`
      }
      table={{
        columns: ['Threshold', 'Approved', 'Of these wrong'],
        rows: points.map(({ x, y, at = 0 }) => [decimal(at), percent(x), percent(y, 2)]),
      }}
    >
      {({ x, y }) => {
        const draw = line<Point>(
          (point) => x(point.x),
          (point) => y(point.y),
        );
        return (
          <>
            {alpha !== undefined && (
              <line className={css.limit} x1={x(0)} x2={x(1)} y1={y(alpha)} y2={y(alpha)} />
            )}
            {beside && <path className={css.other} d={draw(beside.points) ?? ''} />}
            <path className={css.line} d={draw(points) ?? ''} />
          </>
        );
      }}
    </Chart>
  );
}
