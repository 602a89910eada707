// Is 90 % right nine times in ten? A reliability diagram and the numbers that people put beside it.
// ECE and MCE: Naeini et al., AAAI 2015; Brier: Monthly Weather Review 78 (1950).

/** A score and what came of it. */
export interface Judged {
  readonly confidence: number;
  readonly correct: boolean;
}

export interface Bin {
  /** Its bounds: (from, to], the first one with 0. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly correct: number;
  /** Mean confidence and share of correct ones; NaN in an empty bin. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** Bins of equal width, as in the reliability diagram. */
export function reliability(judged: readonly Judged[], bins = 15): Bin[] {
  const sums = Array.from({ length: bins }, () => ({ count: 0, correct: 0, sum: 0 }));
  for (const { confidence, correct } of judged) {
    const bin = sums[binOf(confidence, bins)] as (typeof sums)[number];
    bin.count += 1;
    bin.correct += correct ? 1 : 0;
    bin.sum += confidence;
  }
  return sums.map(({ count, correct, sum }, i) => ({
    from: i / bins,
    to: (i + 1) / bins,
    count,
    correct,
    confidence: sum / count,
    accuracy: correct / count,
  }));
}

function binOf(confidence: number, bins: number): number {
  let i = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
  // The bounds are what i / bins says, not what a product happens to round to.
  while (i > 0 && confidence <= i / bins) i -= 1;
  while (i < bins - 1 && confidence > (i + 1) / bins) i += 1;
  return i;
}

/** Expected calibration error: the gap between confidence and accuracy, weighted by how many are concerned. */
export function expectedError(judged: readonly Judged[], bins = 15): number {
  return reliability(judged, bins).reduce(
    (sum, { count, confidence, accuracy }) =>
      count === 0 ? sum : sum + (count / judged.length) * Math.abs(accuracy - confidence),
    0,
  );
}

/** The largest gap of any bin. */
export function greatestError(judged: readonly Judged[], bins = 15): number {
  return reliability(judged, bins).reduce(
    (most, { count, confidence, accuracy }) =>
      count === 0 ? most : Math.max(most, Math.abs(accuracy - confidence)),
    0,
  );
}

/** Mean squared difference to 0 or 1. */
export const brier = (judged: readonly Judged[]): number =>
  judged.reduce((sum, { confidence, correct }) => sum + (confidence - (correct ? 1 : 0)) ** 2, 0) /
  judged.length;
