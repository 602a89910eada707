// Where to put the threshold. Three ways: what a mistake costs, what looks right on the examples, and what the examples prove.
import type { Judged } from './calibration-error.ts';
import { exactUpper, type Interval, wilsonInterval } from './intervals.ts';
import { type Random, random } from './random.ts';

/**
 * Chow (1970): with calibrated scores, approving is cheaper than reviewing from 1 - review / mistake on. A mistake that costs ten
 * reviews: 0.9. @returns a number in [0, 1]
 */
export const byCost = (mistakeInReviews: number): number =>
  mistakeInReviews <= 1 ? 0 : 1 - 1 / mistakeInReviews;

export interface Chosen {
  /** Approve from here on; above 1 where nothing may be approved. */
  readonly threshold: number;
  /** Of the examples: how many it approves, and how many of these are wrong. */
  readonly approved: number;
  readonly wrong: number;
  /** The error that the rule answers for: what was counted, or what is proven. */
  readonly bound: number;
}

export const nothing: Chosen = { threshold: Number.POSITIVE_INFINITY, approved: 0, wrong: 0, bound: 0 };

interface Cut {
  readonly threshold: number;
  readonly approved: number;
  readonly wrong: number;
}

/** Every distinct score as a threshold, from the strictest, with what it approves. */
function cuts(judged: readonly Judged[]): Cut[] {
  const sorted = [...judged].sort((a, b) => b.confidence - a.confidence);
  const found: Cut[] = [];
  let wrong = 0;
  sorted.forEach(({ confidence, correct }, i) => {
    if (!correct) wrong += 1;
    if (sorted[i + 1]?.confidence !== confidence)
      found.push({ threshold: confidence, approved: i + 1, wrong });
  });
  return found;
}

/** The lowest threshold whose error among the examples is at most `alpha`. It promises nothing for other examples. */
export function naive(judged: readonly Judged[], alpha: number): Chosen {
  const last = cuts(judged).findLast(({ approved, wrong }) => wrong / approved <= alpha);
  return last === undefined ? nothing : { ...last, bound: last.wrong / last.approved };
}

/** Candidates of `guaranteed`: their number is part of the price (Bonferroni). */
export const candidates = 20;

/**
 * The lowest of twenty thresholds of which the examples prove an error of at most `alpha`: the exact upper bound of each, at
 * `delta` / 20, is below it. With probability 1 - `delta` over the examples, the error on traffic like them keeps to `alpha`
 * (Learn then Test, arXiv 2110.01052; Geifman and El-Yaniv, arXiv 1705.08500). The twenty are chosen by the scores alone.
 */
export function guaranteed(judged: readonly Judged[], alpha: number, delta: number): Chosen {
  const all = cuts(judged);
  for (let i = candidates; i >= 1; i--) {
    const size = Math.ceil((judged.length * i) / candidates);
    const cut = all.findLast(({ approved }) => approved <= size);
    if (cut === undefined) continue;
    const bound = exactUpper(cut.wrong, cut.approved, delta / candidates);
    if (bound <= alpha) return { ...cut, bound };
  }
  return nothing;
}

export interface Outcome {
  readonly approved: number;
  readonly wrong: number;
  readonly automation: number;
  /** Share of right ones among the approved, with Wilson's interval of 90 %. NaN and [0, 1] where none is approved. */
  readonly precision: number;
  readonly interval: Interval;
}

/** What a threshold does on examples. */
export function outcomeAt(judged: readonly Judged[], threshold: number): Outcome {
  let approved = 0;
  let wrong = 0;
  for (const { confidence, correct } of judged)
    if (confidence >= threshold) {
      approved += 1;
      if (!correct) wrong += 1;
    }
  return {
    approved,
    wrong,
    automation: approved / judged.length,
    precision: 1 - wrong / approved,
    interval: wilsonInterval(approved - wrong, approved),
  };
}

export interface Kept {
  readonly alpha: number;
  readonly delta: number;
  readonly resamples: number;
  /** Examples that each choice is made from. */
  readonly size: number;
  /** How often the chosen threshold's true error was above alpha. */
  readonly broken: Readonly<Record<'naive' | 'guaranteed', number>>;
  /** Mean share that each approved. */
  readonly automation: Readonly<Record<'naive' | 'guaranteed', number>>;
}

/**
 * Chooses again and again, each time from other examples drawn with replacement, and looks whether the promise was kept. The
 * whole of `population` is the truth that it is held against, so nothing here is estimated.
 */
export function promiseKept(
  population: readonly Judged[],
  { alpha, delta, resamples, size, seed }: Omit<Kept, 'broken' | 'automation'> & { readonly seed: number },
): Kept {
  const draw: Random = random(seed);
  const broken = { naive: 0, guaranteed: 0 };
  const automation = { naive: 0, guaranteed: 0 };
  for (let i = 0; i < resamples; i++) {
    const sample = Array.from({ length: size }, () => draw.pick(population));
    const chosen = { naive: naive(sample, alpha), guaranteed: guaranteed(sample, alpha, delta) };
    for (const name of ['naive', 'guaranteed'] as const) {
      const truth = outcomeAt(population, chosen[name].threshold);
      if (truth.wrong > alpha * truth.approved) broken[name] += 1;
      automation[name] += truth.automation / resamples;
    }
  }
  return { alpha, delta, resamples, size, broken, automation };
}
