// The demo against the service: it routes as the pipeline does, counts what the production functions count, and travels light.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { evidenceOf, judgement } from '#api/intake/judgement.ts';
import { localProcessor } from '#api/intake/local.ts';
import { split } from '#api/intake/model/build.ts';
import { figures as tested, trial } from '#api/intake/model/figures.ts';
import { drift } from '#api/intake/model/measures.ts';
import { outcomeAt } from '#api/intake/model/threshold.ts';
import type { Answered } from '#api/intake/processor.ts';
import { shareOf, standing } from '#api/intake/route-by-confidence.ts';
import { compared } from './compare.ts';
import { costOf, fieldFigures, figuresOf, judgedOf, riskOf } from './figures.ts';
import { forLink, linked } from './link.ts';
import { routeAll } from './route.ts';
import { begin, policyOf, promised, type Settings } from './settings.ts';
import { begin as state } from './state.ts';
import { evidenceIn, examplesOf, idOf, messagesOf, model, rowOf } from './steps.ts';
import { byWord, runsOf } from './words-in.ts';

const read = (elsewhere: number) =>
  messagesOf(elsewhere).map(({ text, ...known }, at) => rowOf(idOf(at), text, known));
const rows = read(0);
const routed = (part: Partial<Settings>, of = rows) => {
  const settings = { ...begin, ...part };
  return routeAll(of, policyOf(settings, null), settings.score, model);
};

describe('the stream', () => {
  it('goes where the service would send it, for the same reasons', () => {
    const processor = localProcessor();
    const { prompt, curves, noveltyLimit } = processor;
    const { ways } = routed({});
    for (const { row, to, reasons } of ways.slice(0, 500)) {
      const answered = processor.process(row.text) as Answered;
      const evidence = evidenceOf(answered, { prompt, curves, noveltyLimit, drift: 0, policyVersion: 0 });
      expect({ to, reasons }).toEqual(judgement(row.id, false, evidence, standing).routed);
    }
  });

  it('by the threshold alone it approves what the mathematics counts; the model’s own score counts otherwise', () => {
    for (const score of ['calibrated', 'raw'] as const)
      for (const threshold of [0.5, 0.9, 0.97]) {
        const judged = judgedOf(rows, score);
        const policy = { ...standing, threshold, qaRate: 0, required: {}, driftHold: null };
        const figures = figuresOf(
          routeAll(rows, policy, score, { ...model, noveltyLimit: 1 }),
          begin.mistakeInReviews,
        );
        const { approved, wrong, interval } = outcomeAt(judged, threshold);
        expect([figures.auto, figures.wrong, figures.wilson]).toEqual([approved, wrong, interval]);
        const cost = costOf(judged, begin.mistakeInReviews).find(({ x }) => x === threshold);
        expect(figures.cost).toBeCloseTo((cost?.y ?? 0) * 1_000, 6);
      }
    expect(routed({ score: 'raw' }).ways.map(({ to }) => to)).not.toEqual(
      routed({}).ways.map(({ to }) => to),
    );
  });

  it('a field’s own threshold holds what nothing else held, and is counted by that', () => {
    const with_ = routed({ fields: { amountCents: 0.97 } });
    const before = routed({});
    const found = fieldFigures(with_).find(({ name }) => name === 'amountCents');
    const fewer = figuresOf(before, 10).auto - figuresOf(with_, 10).auto;
    expect(found?.held).toBeGreaterThan(0);
    // Some of these had been drawn for the spot check anyway.
    expect(found?.held).toBeGreaterThanOrEqual(fewer);
    expect(fieldFigures(before).every(({ held }) => held === 0)).toBe(true);
  });

  it('the spot check draws by the id alone, and at one in ten it catches a confident mistake', () => {
    const { ways } = routed({ qaRate: 0.1 });
    const drawn = ways.filter(({ reasons }) => reasons.includes('qa_sample'));
    expect(drawn.every(({ row }) => shareOf(row.id) < 0.1)).toBe(true);
    const { checked, found, atMost, wrong, auto } = figuresOf({ ways, index: [] }, 10);
    expect(checked).toBe(drawn.length);
    expect(found).toBeGreaterThan(0);
    expect(atMost).toBeGreaterThan(wrong / auto);
    expect(drawn.some(({ row, confidence }) => row.wrong.length > 0 && (confidence ?? 0) >= 0.9)).toBe(true);
  });

  it('messages from elsewhere ring the alarm soon after they begin, and never without them', () => {
    expect(routed({}).index.every((one) => (one ?? 0) < drift.watch)).toBe(true);
    const moved = routed({}, read(0.34));
    const rang = moved.index.findIndex((one) => (one ?? 0) >= drift.alarm);
    expect(rang * 100).toBeGreaterThan(1_500);
    expect(rang * 100).toBeLessThanOrEqual(1_500 + drift.window);
    expect(moved.ways.slice(rang * 100, rang * 100 + 100).every(({ to }) => to === 'human')).toBe(true);
    const unheeded = routed(
      { hold: false },
      moved.ways.map(({ row }) => row),
    );
    expect(unheeded.ways.slice(rang * 100).some(({ to }) => to === 'auto')).toBe(true);
  });
});

it('the promise comes from the service’s own examples; what pages say of 400 is what the model’s test computes', () => {
  const examples = examplesOf();
  expect(examples.calibrated).toEqual(localProcessor().examples());
  const { guaranteed, naive } = promised(begin, examples);
  expect(guaranteed.threshold).toBeGreaterThan(naive.threshold);
  expect(guaranteed.bound).toBeLessThanOrEqual(begin.alpha);
  expect(policyOf({ ...begin, method: 'guarantee' }, null).threshold).toBe(Number.POSITIVE_INFINITY);
  expect(tested.guaranteed).toBe(0);
  const said = `in ${tested.naive} of the ${trial.resamples}; the exact binomial rule, in none`;
  expect(readFileSync('content/pages/ai-layer.mdx', 'utf8')).toContain(said);
  expect(readFileSync('content/decisions/0009-calibrated-confidence.mdx', 'utf8')).toContain(
    `broke that limit in ${tested.naive}.`,
  );
});

it('a shadow is compared under the same threshold: what each would approve alone, and how far they agree', () => {
  const used = judgedOf(rows, 'calibrated');
  const judged = used.map(({ confidence, correct }, i) => ({
    confidence: confidence * 0.95,
    correct: correct && i % 10 > 0,
    same: i % 10 > 0,
  }));
  const found = compared(rows, { version: 'other', examples: 1, judged }, begin.threshold);
  const [alone, wrong] = found.usedAlone;
  expect(alone).toBe(used.filter(({ confidence: c }) => c >= 0.9 && c * 0.95 < 0.9).length);
  expect(wrong).toBeLessThan(alone);
  expect(found.shadowAlone).toEqual([0, 0]);
  expect(found.same).toBeCloseTo(0.9, 3);
  expect(found.shadow.right).toBeLessThan(found.used.right);
  expect([found.kappa > 0, found.kappa < 1]).toEqual([true, true]);
});

describe('what spoke for it', () => {
  it('is the whole score, word by word, and the text is shown whole', () => {
    for (const { text } of split('test').slice(0, 40)) {
      const { intent, spans } = evidenceIn(text);
      const facts = Object.entries(spans).flatMap(([name, span]) => (span ? [{ name, ...span }] : []));
      const runs = runsOf(text, intent, facts);
      expect(runs.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
      const sum = (all: readonly { readonly weight: number }[]) =>
        all.reduce((to, one) => to + one.weight, 0);
      expect(sum(runs)).toBeCloseTo(sum(intent), 9);
    }
  });

  it('a pair of words is shared between them, a piece of a word is that word’s', () => {
    const words = byWord('Where is it', [
      { from: 0, to: 8, weight: 1 },
      { from: 1, to: 4, weight: 0.25 },
      { from: 9, to: 11, weight: -2 },
    ]);
    expect(words.map(({ weight }) => weight)).toEqual([0.75, 0.5, -2]);
  });
});

it('a curve has few points, in order, and ends with all approved', () => {
  const { points } = riskOf(judgedOf(rows, 'calibrated'));
  expect(points.length).toBeLessThanOrEqual(121);
  expect(points.at(-1)?.x).toBe(1);
  expect(points.map(({ x }) => x)).toEqual([...points.map(({ x }) => x)].sort((a, b) => a - b));
});

describe('a link', () => {
  it('brings back what it was made of', () => {
    const link = forLink({ ...state, settings: { ...begin, fields: { date: 0.9 } }, draft: 'Hello' });
    expect(linked.parse(JSON.parse(JSON.stringify(link)))).toEqual(link);
    expect(link.settings.fields).toEqual({ date: 0.9 });
  });
  it.each([
    ['a threshold above one', { threshold: 1.5 }],
    ['text for a number', { alpha: '0.03' }],
    ['a key that is none', { approve: true }],
    ['a field that is none', { fields: { __proto__: 1, total: 0.5 } }],
  ])('refuses %s', (_, part) => {
    const link = forLink(state);
    expect(linked.safeParse({ ...link, settings: { ...link.settings, ...part } }).success).toBe(false);
  });
});

it('travels with its messages, its contract and its training in less than 150 KB', async () => {
  const { outputFiles } = await bundle({
    entryPoints: [new URL('model.worker.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
  });
  const size = brotliCompressSync(outputFiles[0]?.contents ?? '').length;
  expect(size).toBeGreaterThan(20_000);
  expect(size).toBeLessThan(150_000);
});
