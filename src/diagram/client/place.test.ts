import { expect, test } from 'vitest';
import { formatPlace, type Known, parsePlace } from './place.ts';

const known: Known = { view: 'request-lifecycle', parts: ['browser', 'redis', 'postgres'], steps: 3 };

test.each([
  ['#request-lifecycle', { kind: 'whole' }],
  ['#request-lifecycle/', { kind: 'whole' }],
  ['#request-lifecycle/redis', { kind: 'part', part: 'redis' }],
  ['#request-lifecycle/%72edis', { kind: 'part', part: 'redis' }],
  ['#request-lifecycle/step-3', { kind: 'step', step: 3 }],
])('%s names a place', (hash, place) => {
  expect(parsePlace(hash, known)).toEqual(place);
});

test.each(['', '#', '#redis', '#request-lifecycle-2', '#request', '#ai-pipeline/redis'])(
  '%s is about something else',
  (hash) => {
    expect(parsePlace(hash, known)).toBeUndefined();
  },
);

test('an unknown part offers the nearest one', () => {
  expect(parsePlace('#request-lifecycle/reddis', known)).toEqual({
    kind: 'unknown',
    said: 'reddis',
    step: false,
    instead: { kind: 'part', part: 'redis' },
  });
});

test.each([
  ['step-0', 1],
  ['step-9', 3],
])('%s offers the nearest step', (said, step) => {
  expect(parsePlace(`#request-lifecycle/${said}`, known)).toMatchObject({
    kind: 'unknown',
    step: true,
    instead: { kind: 'step', step },
  });
});

test('a diagram without steps offers none', () => {
  expect(parsePlace('#request-lifecycle/step-1', { ...known, steps: 0 })).toMatchObject({
    instead: undefined,
  });
});

test('broken escapes and long text are taken as they are, and cut', () => {
  expect(parsePlace('#request-lifecycle/%E0%A4%A', known)).toMatchObject({ said: '%E0%A4%A' });
  const long = parsePlace(`#request-lifecycle/${'x'.repeat(10_000)}`, known);
  expect(long).toMatchObject({ said: 'x'.repeat(60) });
});

test('what is formatted is understood', () => {
  for (const place of [
    { kind: 'whole' },
    { kind: 'part', part: 'redis' },
    { kind: 'step', step: 2 },
  ] as const) {
    expect(parsePlace(formatPlace(place, known.view), known)).toEqual(place);
  }
});
