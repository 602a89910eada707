import { expect, test } from 'vitest';
import { regionOf } from './source.ts';

const file = `before
  // #region outer
  const a = 1;
    // #region inner
    const b = 2;
    // #endregion
  const c = 3;
  // #endregion
after`;

test('a region is what stands between its marks, without shared indentation and without other marks', () => {
  expect(regionOf(file, 'outer', 'x.ts')).toBe('const a = 1;\n  const b = 2;\nconst c = 3;');
  expect(regionOf(file, 'inner', 'x.ts')).toBe('const b = 2;');
});

test('an unknown region names the nearest', () => {
  expect(() => regionOf(file, 'iner', 'x.ts')).toThrow('x.ts: no region "iner"; the nearest is "inner"');
});
