// The mathematics against scikit-learn and scipy (reference.py wrote reference.json): they agree to 1e-6 or better.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brier, expectedError, greatestError, type Judged, reliability } from './calibration-error.ts';
import { byIsotonic, fitIsotonic, fitPlatt, fitTemperature } from './fitting.ts';
import {
  betaQuantile,
  exactInterval,
  exactUpper,
  incompleteBeta,
  normalQuantile,
  wilsonInterval,
} from './intervals.ts';
import { areaUnderRisk, costs, kappa, riskCoverage, stability } from './measures.ts';
import { byCost, guaranteed, naive, nothing, outcomeAt } from './threshold.ts';

// biome-ignore lint/suspicious/noExplicitAny: numbers by name, each used once
const reference: any = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8'));
const judged: Judged[] = reference.judged.confidence.map((confidence: number, i: number) => ({
  confidence,
  correct: reference.judged.correct[i] === 1,
}));
const near = (found: number, wanted: number) => expect(Math.abs(found - wanted)).toBeLessThan(1e-6);

describe('agrees with scikit-learn and scipy', () => {
  it('calibration error, Brier score and the reliability diagram', () => {
    for (const bins of [10, 15]) {
      near(expectedError(judged, bins), reference.ece[bins]);
      near(greatestError(judged, bins), reference.mce[bins]);
    }
    near(brier(judged), reference.brier);
    const filled = reliability(judged, 10).filter(({ count }) => count > 0);
    filled.forEach(({ accuracy, confidence }, i) => {
      near(accuracy, reference.curve10.accuracy[i]);
      near(confidence, reference.curve10.confidence[i]);
    });
    expect(filled).toHaveLength(reference.curve10.accuracy.length);
  });

  it('Platt, temperature and isotonic', () => {
    const { slope, shift } = fitPlatt(judged);
    near(slope, reference.platt.slope);
    near(shift, reference.platt.shift);
    const { logits, right, value } = reference.temperature;
    near(fitTemperature(logits.map((scores: number[], i: number) => ({ scores, right: right[i] }))), value);
    const steps = fitIsotonic(judged);
    reference.isotonic.asked.forEach((score: number, i: number) => {
      near(byIsotonic(steps, score), reference.isotonic.given[i]);
    });
  });

  it('the incomplete beta function, its inverse, the normal quantile and the intervals', () => {
    for (const { x, a, b, value } of reference.beta) {
      near(incompleteBeta(x, a, b), value);
      if (value > 1e-6 && value < 1 - 1e-6) near(betaQuantile(value, a, b), x);
    }
    for (const { p, z } of reference.normal) near(normalQuantile(p), z);
    for (const { hits, tries, level, exact, wilson } of reference.intervals) {
      const [e, w] = [exactInterval(hits, tries, level), wilsonInterval(hits, tries, level)];
      [e.low, e.high, w.low, w.high].forEach((found, i) => {
        near(found, [...exact, ...wilson][i]);
      });
    }
    for (const { hits, tries, tail, value } of reference.upper) near(exactUpper(hits, tries, tail), value);
  });

  it('risk and coverage, agreement, stability', () => {
    near(areaUnderRisk(riskCoverage(judged)), reference.aurc);
    near(kappa(reference.kappa.pairs), reference.kappa.value);
    near(stability(reference.stability.expected, reference.stability.found), reference.stability.value);
  });
});

describe('the threshold', () => {
  it('by cost is 0.9 exactly where a mistake costs ten reviews', () => {
    expect(byCost(10)).toBe(0.9);
    expect([byCost(1), byCost(0.5), byCost(100)]).toEqual([0, 0, 0.99]);
    const grid = Array.from({ length: 101 }, (_, i) => i / 100);
    // On scores that are true to the last digit, no threshold is cheaper than the one by cost.
    const exact = grid.flatMap((p) =>
      Array.from({ length: 100 }, (_, i) => ({ confidence: p, correct: i < Math.round(p * 100) })),
    );
    const [best] = costs(exact, 10, grid).sort((a, b) => a.cost - b.cost || a.threshold - b.threshold);
    expect(best?.threshold).toBe(0.9);
  });

  it('that looks right is the lowest that does; the one that is proven is never lower, and may be none', () => {
    const looks = naive(judged, 0.1);
    expect(outcomeAt(judged, looks.threshold)).toMatchObject({
      approved: looks.approved,
      wrong: looks.wrong,
    });
    expect(looks.wrong / looks.approved).toBeLessThanOrEqual(0.1);
    const proven = guaranteed(judged, 0.1, 0.1);
    expect(proven.threshold).toBeGreaterThanOrEqual(looks.threshold);
    expect(exactUpper(proven.wrong, proven.approved, 0.1 / 20)).toBeLessThanOrEqual(0.1);
    expect(guaranteed(judged.slice(0, 20), 0.01, 0.1)).toEqual(nothing);
    expect(outcomeAt(judged, nothing.threshold).approved).toBe(0);
  });
});
