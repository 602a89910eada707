import { wilsonInterval } from '#api/intake/model/intervals.ts';
import { Chart } from './Chart.tsx';
import css from './Curves.module.css';
import type { BinShown, Reliable } from './figures.ts';
import { decimal, percent, whole } from './words.ts';

const filled = (bins: readonly BinShown[]) =>
  bins.flatMap(({ confidence, accuracy, ...bin }) =>
    confidence === null || accuracy === null ? [] : [{ ...bin, confidence, accuracy }],
  );

const radius = (count: number, most: number): number => 2 + 5 * Math.sqrt(count / most);

/** Is 0.9 right nine times in ten? With the interval of each bin; a second set of scores is drawn hollow. */
export function Reliability({ of, beside, name }: { of: Reliable; beside?: Reliable; name: string }) {
  const [bins, others] = [filled(of.bins), filled(beside?.bins ?? [])];
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <Chart
      title="Reliability: what a confidence is worth"
      says={
        <>
          <span className={css.legend}>
            {name}, calibration error {percent(of.ece)}
          </span>
          {beside && (
            <span className={css.legend} data-which="raw">
              as the model gives it, {percent(beside.ece)}
            </span>
          )}
        </>
      }
      x={{ label: 'confidence', domain: [0, 1], text: (one) => one.toFixed(1) }}
      y={{ label: 'right', domain: [0, 1], text: (one) => percent(one, 0) }}
      points={bins.map(({ confidence, accuracy, count }) => ({ x: confidence, y: accuracy, at: count }))}
      at={bins.length - 1}
      told={(point) =>
        `of ${whole(point.at ?? 0)} around ${decimal(point.x, 2)}, ${percent(point.y)} are right`
      }
      table={{
        columns: [
          'From',
          'To',
          'Messages',
          'Mean confidence',
          'Right',
          ...(beside ? ['Raw: messages', 'Raw: mean', 'Raw: right'] : []),
        ],
        rows: of.bins.map((bin, i) => {
          const other = beside?.bins[i];
          return [
            bin.from.toFixed(1),
            bin.to.toFixed(1),
            whole(bin.count),
            decimal(bin.confidence),
            bin.accuracy === null ? '–' : percent(bin.accuracy),
            ...(other
              ? [
                  whole(other.count),
                  decimal(other.confidence),
                  other.accuracy === null ? '–' : percent(other.accuracy),
                ]
              : []),
          ];
        }),
      }}
    >
      {({ x, y }) => (
        <>
          <line className={css.ideal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
          {others.map(({ from, confidence, accuracy, count }) => (
            <circle
              key={from}
              className={css.hollow}
              cx={x(confidence)}
              cy={y(accuracy)}
              r={radius(count, most)}
            />
          ))}
          {bins.map(({ from, confidence, accuracy, count }) => {
            const { low, high } = wilsonInterval(Math.round(accuracy * count), count);
            return (
              <g key={from}>
                <line className={css.range} x1={x(confidence)} x2={x(confidence)} y1={y(low)} y2={y(high)} />
                <circle className={css.dot} cx={x(confidence)} cy={y(accuracy)} r={radius(count, most)} />
              </g>
            );
          })}
        </>
      )}
    </Chart>
  );
}
