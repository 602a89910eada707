// The judge of the browser tests' violations, held against reports that it must not let pass.
import { describe, expect, it } from 'vitest';
import { unannounced } from './violations.ts';

const worker = {
  testId: 'a',
  directive: 'connect-src',
  blocked: 'https://elsewhere.invalid/',
  where: 'http://127.0.0.1/_astro/some.worker.js (no file:0)',
};
const ran = (...provoked: string[]) => new Map([['a', { title: 'a journey', provoked }]]);

describe('a report of a violation', () => {
  it('that no test announced is told with its test, its page or script, and what was refused', () => {
    expect(unannounced([worker], ran())).toEqual([
      'connect-src refused https://elsewhere.invalid/ on http://127.0.0.1/_astro/some.worker.js (no file:0), in a journey',
    ]);
  });

  it.each(['connect-src', 'connect-src https://elsewhere.invalid/'])(
    'is as it should be when its test announced "%s"',
    (announced) => {
      expect(unannounced([worker], ran(announced))).toEqual([]);
    },
  );

  it.each([
    ['of another kind than announced', { ...worker, directive: 'connect-src-elem' }],
    ['of a test that announced nothing', { ...worker, testId: 'b' }],
    ['of a browser that no test opened', { ...worker, testId: 'Mozilla/5.0' }],
  ])('%s is told', (_, violation) => {
    const others = new Map([...ran('connect-src'), ['b', { title: 'another', provoked: [] }] as const]);
    expect(unannounced([violation], others)).toHaveLength(1);
  });
});
