// Three ways from a score to a probability, each fitted on labelled examples that the model was not trained on.
import type { Judged } from './calibration-error.ts';

/** p = 1 / (1 + exp(-(slope · logit(score) + shift))). */
export interface Platt {
  readonly slope: number;
  readonly shift: number;
}

const edge = 1e-9;
export const logit = (p: number): number => {
  const inside = Math.min(1 - edge, Math.max(edge, p));
  return Math.log(inside / (1 - inside));
};
export const sigmoid = (x: number): number => {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
};

export const byPlatt = ({ slope, shift }: Platt, score: number): number =>
  sigmoid(slope * logit(score) + shift);

/**
 * Platt (1999) on the logit of the score, by Newton's method on his softened targets (Lin, Lin and Weng, Machine Learning 68,
 * 2007): (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2), so that a separable sample does not run off to infinity.
 */
export function fitPlatt(judged: readonly Judged[]): Platt {
  const positives = judged.reduce((n, { correct }) => n + (correct ? 1 : 0), 0);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (judged.length - positives + 2);
  const points = judged.map(({ confidence, correct }) => ({ x: logit(confidence), t: correct ? high : low }));
  const lossAt = (slope: number, shift: number) =>
    points.reduce((sum, { x, t }) => {
      const f = slope * x + shift;
      return sum + (f >= 0 ? (1 - t) * f + Math.log1p(Math.exp(-f)) : -t * f + Math.log1p(Math.exp(f)));
    }, 0);

  let slope = 0;
  let shift = Math.log((positives + 1) / (judged.length - positives + 1));
  let loss = lossAt(slope, shift);
  for (let round = 0; round < 100; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-12, 0, 1e-12];
    for (const { x, t } of points) {
      const p = sigmoid(slope * x + shift);
      const w = p * (1 - p);
      ga += (p - t) * x;
      gb += p - t;
      haa += w * x * x;
      hab += w * x;
      hbb += w;
    }
    if (Math.abs(ga) < 1e-10 && Math.abs(gb) < 1e-10) break;
    const det = haa * hbb - hab * hab;
    const da = -(hbb * ga - hab * gb) / det;
    const db = -(haa * gb - hab * ga) / det;
    let step = 1;
    for (; step > 1e-10; step /= 2) {
      const next = lossAt(slope + step * da, shift + step * db);
      if (next <= loss) {
        slope += step * da;
        shift += step * db;
        loss = next;
        break;
      }
    }
    if (step <= 1e-10) break;
  }
  return { slope, shift };
}

/**
 * One divisor for all scores of a model (Guo et al., ICML 2017, arXiv 1706.04599), the one with the least log loss; by golden
 * section over its logarithm, which is enough because the loss has one valley in it.
 * @param examples scores before the softmax, and the index of the right class
 */
export function fitTemperature(
  examples: readonly { readonly scores: readonly number[]; readonly right: number }[],
): number {
  const loss = (log: number) =>
    examples.reduce((sum, { scores, right }) => sum - logSoftmax(scores, Math.exp(log), right), 0);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.05), Math.log(20)];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [fa, fb] = [loss(a), loss(b)];
  for (let i = 0; i < 80; i++) {
    if (fa < fb) {
      [high, b, fb] = [b, a, fa];
      a = high - golden * (high - low);
      fa = loss(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + golden * (high - low);
      fb = loss(b);
    }
  }
  return Math.exp((low + high) / 2);
}

function logSoftmax(scores: readonly number[], temperature: number, right: number): number {
  const most = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp((score - most) / temperature), 0);
  return ((scores[right] as number) - most) / temperature - Math.log(sum);
}

/** Scores up to `until` (and above the last) have `value`. */
export interface Step {
  readonly from: number;
  readonly until: number;
  readonly value: number;
}

/** The rising steps nearest to the outcomes: pool adjacent violators (Ayer et al. 1955). */
export function fitIsotonic(judged: readonly Judged[]): Step[] {
  const blocks: { from: number; until: number; sum: number; count: number }[] = [];
  for (const point of pointsOf(judged)) {
    blocks.push(point);
    for (;;) {
      const [before, last] = [blocks.at(-2), blocks.at(-1)];
      if (before === undefined || last === undefined) break;
      if (before.sum / before.count < last.sum / last.count) break;
      before.until = last.until;
      before.sum += last.sum;
      before.count += last.count;
      blocks.pop();
    }
  }
  return blocks.map(({ from, until, sum, count }) => ({ from, until, value: sum / count }));
}

/** Equal scores are one point. */
function pointsOf(judged: readonly Judged[]) {
  const points = new Map<number, { from: number; until: number; sum: number; count: number }>();
  for (const { confidence, correct } of judged) {
    const point = points.get(confidence) ?? { from: confidence, until: confidence, sum: 0, count: 0 };
    point.sum += correct ? 1 : 0;
    point.count += 1;
    points.set(confidence, point);
  }
  return [...points.values()].sort((a, b) => a.from - b.from);
}

/** Straight lines between the steps, level outside of them. */
export function byIsotonic(steps: readonly Step[], score: number): number {
  const at = steps.findIndex(({ until }) => score <= until);
  if (at === -1) return steps.at(-1)?.value ?? Number.NaN;
  const step = steps[at] as Step;
  const before = steps[at - 1];
  if (before === undefined || score >= step.from) return step.value;
  const share = (score - before.until) / (step.from - before.until);
  return before.value + share * (step.value - before.value);
}
