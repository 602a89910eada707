// The model as it is published: made again byte for byte, judged on messages that it never saw, small enough to travel.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { routeByConfidence, standing } from '../route-by-confidence.ts';
import { build, judge, split } from './build.ts';
import { expectedError } from './calibration-error.ts';
import { figures, promises, trial } from './figures.ts';
import { byPlatt, fitPlatt, logit, sigmoid } from './fitting.ts';
import { generate } from './generate.ts';
import { drift, histogram, stability } from './measures.ts';
import { createReader } from './reader.ts';
import { guaranteed, outcomeAt } from './threshold.ts';
import { trained } from './trained.ts';

const reader = createReader(trained);
const test = split('test');
const raw = judge(reader, test, 'raw');
const calibrated = judge(reader, test, 'calibrated');

describe('the model', () => {
  it('is what training makes, byte for byte', () => {
    expect(build()).toEqual(trained);
  });

  it('reads 88 to 96 in 100 unseen messages right, and its confidence means what it says', () => {
    const right = calibrated.filter(({ correct }) => correct).length / test.length;
    expect(right).toBeGreaterThan(0.88);
    expect(right).toBeLessThan(0.96);
    expect(expectedError(calibrated)).toBeLessThanOrEqual(0.03);
    expect(expectedError(calibrated)).toBeLessThan(expectedError(raw));
  });

  it('control: a calibration that is off by one unit of the scale is seen', () => {
    const off = calibrated.map((one) => ({ ...one, confidence: sigmoid(logit(one.confidence) + 1) }));
    expect(expectedError(off)).toBeGreaterThan(0.03);
  });

  it('travels with its messages in less than 150 KB', async () => {
    const { outputFiles } = await bundle({
      stdin: {
        contents:
          "export { createReader } from './reader.ts'; export { trained } from './trained.ts'; export { generate } from './generate.ts';",
        resolveDir: import.meta.dirname,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
    });
    const size = brotliCompressSync(outputFiles[0]?.contents ?? '').length;
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThan(150_000);
  });

  it('holds no message twice between training and test', () => {
    const seen = new Set(split('train').map(({ text }) => text));
    const again = test.filter(({ text }) => seen.has(text));
    expect(again.length / test.length).toBeLessThan(0.02);
  });

  it('shows exactly what spoke for an intent: the pieces make up the score', () => {
    const { text } = test[0] as (typeof test)[number];
    const { fields } = reader.read(text);
    const forIt = reader.evidence(text, { intent: fields.intent });
    expect(forIt.length).toBeGreaterThan(5);
    const sum = forIt.reduce((all, { weight }) => all + weight, 0);
    const others = (['refund', 'delivery', 'other'] as const)
      .filter((intent) => intent !== fields.intent)
      .map((intent) => reader.evidence(text, { intent }).reduce((all, { weight }) => all + weight, 0));
    for (const other of others) expect(sum).toBeGreaterThan(other);
    for (const { from, to } of forIt) expect(text.slice(from, to).length).toBe(to - from);
  });
});

describe('AI-10 on 3,000 labelled messages', () => {
  it('what is approved at 0.90 is right at least 98 times in 100, with its interval and what is left to people', () => {
    const { precision, interval, automation } = outcomeAt(calibrated, 0.9);
    expect(precision).toBeGreaterThanOrEqual(0.98);
    expect(interval.low).toBeGreaterThan(0.97);
    expect(interval.low).toBeLessThan(precision);
    expect(automation).toBeGreaterThan(0.5);
    expect(automation).toBeLessThan(0.95);
  });

  it('the proven threshold keeps its promise over resamples, and the one that looks right does not', () => {
    const kept = promises(calibrated);
    expect(kept.broken).toEqual(figures);
    expect(kept.resamples).toBeGreaterThanOrEqual(200);
    expect(kept.broken.guaranteed).toBeLessThanOrEqual(trial.delta * trial.resamples);
    expect(kept.broken.naive).toBeGreaterThan(3 * trial.delta * trial.resamples);
    // It approves something: a rule that never approves keeps every promise.
    expect(kept.automation.guaranteed).toBeGreaterThan(0.3);
  });

  it('the threshold proven on the calibration messages holds on the test messages', () => {
    const chosen = guaranteed(judge(reader, split('calibrate'), 'calibrated'), trial.alpha, trial.delta);
    const { wrong, approved } = outcomeAt(calibrated, chosen.threshold);
    expect(approved).toBeGreaterThan(0);
    expect(wrong / approved).toBeLessThanOrEqual(trial.alpha);
  });

  it('the drift alarm is quiet on the usual traffic, and rings when a third comes from elsewhere', () => {
    const indexOf = (seed: number, outOfScope: number) => {
      const window = judge(reader, generate(seed, drift.window, { outOfScope }), 'calibrated');
      return stability(trained.usual, histogram(window.map(({ confidence }) => confidence)));
    };
    for (const seed of [101, 102, 103, 104]) {
      expect(indexOf(seed, 0)).toBeLessThan(drift.watch);
      expect(indexOf(seed, 0.34)).toBeGreaterThan(drift.alarm);
    }
    const item = { id: 'x', fields: { ...test[0]?.truth } as never, confidence: 0.99, fieldConfidence: {} };
    const policy = { ...standing, qaRate: 0, required: {} };
    expect(routeByConfidence({ ...item, drift: 0.1 }, policy).to).toBe('auto');
    expect(routeByConfidence({ ...item, drift: 0.26 }, policy).reasons).toEqual(['drift_hold']);
    expect(routeByConfidence({ ...item, drift: Number.NaN }, policy).reasons).toEqual(['drift_hold']);
  });
});

it('a curve fitted on scores that are true already changes them little', () => {
  const exact = Array.from({ length: 99 }, (_, p) =>
    Array.from({ length: 100 }, (_, i) => ({ confidence: (p + 1) / 100, correct: i <= p })),
  ).flat();
  const curve = fitPlatt(exact);
  for (const score of [0.1, 0.5, 0.9]) expect(Math.abs(byPlatt(curve, score) - score)).toBeLessThan(0.01);
});

it('trained.ts is the only part of the model that nobody wrote', () => {
  expect(readFileSync(new URL('trained.ts', import.meta.url), 'utf8')).toMatch(/^\/\/ Made by make-command/);
});
