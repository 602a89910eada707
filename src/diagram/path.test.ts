import { expect, test } from 'vitest';
import { arrowOf, pathOf } from './path.ts';

test('a straight line stops at the base of its arrowhead', () => {
  const points = [
    { x: 10, y: 0 },
    { x: 10, y: 40 },
  ];
  expect(pathOf(points)).toBe('M10 0L10 33');
  expect(arrowOf(points)).toBe('10 40 6 32 14 32');
});

test('corners are round, and never rounder than their pieces are long', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 0, y: 20 },
    { x: 4, y: 20 },
    { x: 4, y: 60 },
  ];
  expect(pathOf(points)).toBe('M0 0L0 18Q0 20 2 20L2 20Q4 20 4 22L4 53');
});
