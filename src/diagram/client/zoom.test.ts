import { expect, test } from 'vitest';
import { clampZoom, fitZoom, keepPoint, nextZoom, wheelFactor } from './zoom.ts';

test('stops lead up to 3 and down to 0.5, and no further', () => {
  let zoom = 1;
  for (let i = 0; i < 10; i++) zoom = nextZoom(zoom, 1);
  expect(zoom).toBe(3);
  for (let i = 0; i < 20; i++) zoom = nextZoom(zoom, -1);
  expect(zoom).toBe(0.5);
});

test('from between two stops it goes to the next one', () => {
  expect(nextZoom(1.1, 1)).toBe(1.25);
  expect(nextZoom(1.1, -1)).toBe(1);
});

test('fit takes the tighter side, within the limits', () => {
  expect(fitZoom({ width: 600, height: 1000 }, { width: 600, height: 800 })).toBeCloseTo(0.8);
  expect(fitZoom({ width: 100, height: 100 }, { width: 1000, height: 900 })).toBe(3);
  expect(fitZoom({ width: 0, height: 0 }, { width: 1000, height: 900 })).toBe(1);
  expect(clampZoom(0.1)).toBe(0.5);
});

test('the point under the pointer stays', () => {
  // Scrolled 100, pointer at 50: drawing point 150 at zoom 1 is at 300 at zoom 2, so 250 must be scrolled away.
  expect(keepPoint(100, 50, 1, 2)).toBe(250);
});

test('one tick of a coarse wheel is not a leap', () => {
  expect(wheelFactor(-1000)).toBeLessThan(2);
  expect(wheelFactor(1000)).toBeGreaterThan(0.5);
  expect(wheelFactor(-3)).toBeGreaterThan(1);
});
