import { describe, expect, it } from 'vitest';
import { calibrate } from './calibrate.ts';
import { fieldNames } from './model/message.ts';
import { trained } from './model/trained.ts';
import { type Policy, routeByConfidence, type Scored, shareOf, standing } from './route-by-confidence.ts';

const fields = { intent: 'account', urgency: 'normal', orderNumber: null, amountCents: null, date: null };
const item: Scored = { id: 'a', fields, confidence: 0.95, fieldConfidence: {} };
const plain: Policy = { ...standing, qaRate: 0 };

/** The boundary table: what is approved, and why not. The README of intake/ has the same one. */
const boundary: readonly (readonly [unknown, string])[] = [
  [0.8999999, 'low_confidence'],
  [0.9, 'auto'],
  [0.9000001, 'auto'],
  [1, 'auto'],
  [1.0001, 'no_confidence_signal'],
  [90, 'no_confidence_signal'],
  [-0, 'low_confidence'],
  [-0.5, 'no_confidence_signal'],
  [Number.NaN, 'no_confidence_signal'],
  [Number.POSITIVE_INFINITY, 'no_confidence_signal'],
  [null, 'no_confidence_signal'],
  [undefined, 'no_confidence_signal'],
  ['0.95', 'no_confidence_signal'],
  [true, 'no_confidence_signal'],
  [[0.95], 'no_confidence_signal'],
];

describe('AI-01 the boundary', () => {
  it.each(boundary)('%s → %s', (confidence, wanted) => {
    const { to, reasons } = routeByConfidence({ ...item, confidence }, plain);
    expect(to === 'auto' ? 'auto' : reasons.join()).toBe(wanted);
  });

  it('control: comparing whatever comes with 0.9 lets six more through', () => {
    const weak = boundary.filter(([confidence]) => (confidence as number) >= 0.9);
    expect(weak.length).toBeGreaterThan(boundary.filter(([, wanted]) => wanted === 'auto').length + 3);
  });
});

describe('who decides', () => {
  const reasons = (change: Partial<Scored>, policy: Partial<Policy> = {}) =>
    routeByConfidence({ ...item, ...change }, { ...plain, ...policy }).reasons;

  it('has a reason for each way to a person', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ fields: null, confidence: null })).toEqual(['schema_invalid', 'no_confidence_signal']);
    expect(reasons({ manual: true })).toEqual(['manual']);
    expect(reasons({ confidence: 0.5 }, { method: 'cost' })).toEqual(['cost_policy']);
    expect(reasons({ fields: { ...fields, intent: 'refund' } })).toEqual(['missing_field:orderNumber']);
    expect(reasons({ fields: { ...fields, intent: '__proto__' } })).toEqual([]);
    expect(reasons({ novelty: 0.3, noveltyLimit: 0.1 })).toEqual(['novel_vocabulary']);
    expect(reasons({ drift: 0.3 })).toEqual(['drift_hold']);
    expect(reasons({ drift: 0.3 }, { driftHold: null })).toEqual([]);
    expect(reasons({}, { threshold: Number.NaN })).toEqual(['low_confidence']);
    expect(reasons({}, { threshold: Number.POSITIVE_INFINITY })).toEqual(['low_confidence']);
    expect(reasons({}, { fields: { date: 0.8 } })).toEqual(['low_confidence:date']);
    expect(reasons({ fieldConfidence: { date: 0.8 } }, { fields: { date: 0.8 } })).toEqual([]);
  });

  it('samples the same items each time, and about as many as asked', () => {
    const ids = Array.from(
      { length: 20_000 },
      (_, i) => `01900000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    );
    const sampled = ids.filter((id) => reasons({ id }, { qaRate: 0.05 }).includes('qa_sample'));
    expect(sampled.length).toBeGreaterThan(800);
    expect(sampled.length).toBeLessThan(1_200);
    expect(sampled.every((id) => shareOf(id) < 0.05)).toBe(true);
    // What goes to a person anyway is no sample of what would be approved.
    expect(reasons({ id: sampled[0] as string, confidence: 0.1 }, { qaRate: 0.05 })).toEqual([
      'low_confidence',
    ]);
  });
});

it('no score, no confidence: a missing one is never taken for certainty', () => {
  const all = Object.fromEntries(fieldNames.map((name) => [name, 0.99]));
  expect(calibrate(all, trained.curves)?.item).toBeGreaterThan(0.5);
  for (const name of fieldNames)
    for (const wrong of [undefined, null, Number.NaN, '0.99', 1.0001, -0.1, Number.POSITIVE_INFINITY])
      expect(calibrate({ ...all, [name]: wrong }, trained.curves)).toBeNull();
  expect(calibrate(null, trained.curves)).toBeNull();
  expect(calibrate(all, null)).toBeNull();
});
