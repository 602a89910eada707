import { expect, it } from 'vitest';
import * as z from 'zod';
import { optionsAt } from './complete.ts';

const labels = (before: string) => optionsAt(before)?.options.map(({ label }) => label) ?? null;

it('after “z.” has what Zod exports', () => {
  expect(labels('const a = z.')).toEqual(expect.arrayContaining(['string', 'strictObject', 'email', 'iso']));
  expect(labels('const a = z.')).not.toContain('ZodString');
  expect(labels('z.iso.')).toEqual(expect.arrayContaining(['date', 'datetime']));
});

it('names nothing that Zod does not have', () => {
  const missing = labels('z.')?.filter((name) => !(name in z));
  expect(missing).toEqual([]);
});

it('after a call has the methods of what the call makes', () => {
  expect(labels('z.string().')).toEqual(expect.arrayContaining(['min', 'regex', 'optional', 'refine']));
  expect(labels('z.strictObject({ a: z.number() }).')).toEqual(expect.arrayContaining(['extend', 'pick']));
  expect(labels('z.object({ a: z.number().')).toEqual(expect.arrayContaining(['positive', 'int']));
  expect(labels('z.array(z.string()).')).not.toContain('regex');
  expect(labels('z.string()\n  .max(3)\n  .m')).toContain('min');
});

it('says nothing where it knows nothing', () => {
  for (const before of ['', 'const a', 'x.', '"z', 'fuzz.']) expect(labels(before)).toBe(null);
});
