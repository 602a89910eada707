// What the page and the alarms are made of. Each is a few lines of arithmetic over judged examples or counts.
import type { Judged } from './calibration-error.ts';

export interface CoveragePoint {
  readonly threshold: number;
  /** Share that is approved. */
  readonly coverage: number;
  /** Share of mistakes among these. */
  readonly risk: number;
}

/** Risk against coverage, from the strictest threshold; equal scores are one point (El-Yaniv and Wiener, JMLR 11, 2010). */
export function riskCoverage(judged: readonly Judged[]): CoveragePoint[] {
  const sorted = [...judged].sort((a, b) => b.confidence - a.confidence);
  const points: CoveragePoint[] = [];
  let wrong = 0;
  sorted.forEach(({ confidence, correct }, i) => {
    if (!correct) wrong += 1;
    if (sorted[i + 1]?.confidence !== confidence)
      points.push({ threshold: confidence, coverage: (i + 1) / sorted.length, risk: wrong / (i + 1) });
  });
  return points;
}

/** Area under it: the mean risk over all coverages, each point weighted by the share that it adds. */
export function areaUnderRisk(points: readonly CoveragePoint[]): number {
  let before = 0;
  return points.reduce((sum, { coverage, risk }) => {
    const share = coverage - before;
    before = coverage;
    return sum + share * risk;
  }, 0);
}

export interface CostPoint {
  readonly threshold: number;
  /** Mean cost of one item, in reviews. */
  readonly cost: number;
}

/** What each threshold costs: one for a review, `mistakeInReviews` for a mistake that goes out. */
export const costs = (
  judged: readonly Judged[],
  mistakeInReviews: number,
  thresholds: readonly number[],
): CostPoint[] =>
  thresholds.map((threshold) => ({
    threshold,
    cost:
      judged.reduce(
        (sum, { confidence, correct }) => sum + (confidence < threshold ? 1 : correct ? 0 : mistakeInReviews),
        0,
      ) / judged.length,
  }));

/** Shares of `values` in `bins` bins of equal width over [0, 1]. */
export function histogram(values: readonly number[], bins = 10): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const at = Math.min(bins - 1, Math.max(0, Math.floor(value * bins)));
    counts[at] = (counts[at] as number) + 1;
  }
  return counts;
}

/** From here on one watches, and from there on items wait for people. */
export const drift = { watch: 0.1, alarm: 0.25, window: 500, least: 200 } as const;

/**
 * Population stability index between two histograms of counts. Half an item is added to each bin, so that an empty one does not
 * make it infinite.
 */
export function stability(expected: readonly number[], found: readonly number[]): number {
  const shares = (counts: readonly number[]) => {
    const all = counts.reduce((sum, n) => sum + n + 0.5, 0);
    return counts.map((n) => (n + 0.5) / all);
  };
  const [e, f] = [shares(expected), shares(found)];
  return e.reduce((sum, share, i) => {
    const other = f[i] as number;
    return sum + (other - share) * Math.log(other / share);
  }, 0);
}

/** Agreement of two people beyond chance (Cohen 1960). 1 where nobody could have disagreed. */
export function kappa(pairs: readonly (readonly [string, string])[]): number {
  const labels = new Set(pairs.flat());
  const agreed = pairs.filter(([a, b]) => a === b).length / pairs.length;
  let chance = 0;
  for (const label of labels) {
    const first = pairs.filter(([a]) => a === label).length / pairs.length;
    const second = pairs.filter(([, b]) => b === label).length / pairs.length;
    chance += first * second;
  }
  return chance === 1 ? 1 : (agreed - chance) / (1 - chance);
}
