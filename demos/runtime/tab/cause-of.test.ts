import { expect, it } from 'vitest';
import { ImageOutdated } from '#api/host/embedded.ts';
import { RuntimeFault } from '../fault.ts';
import { causeOf } from './cause-of.ts';

it.each([
  [new RuntimeFault({ code: 'offline', detail: '' }), 'offline'],
  [
    Object.assign(new Error('of another bundle'), { name: 'RuntimeFault', why: { code: 'asset-missing' } }),
    'asset-missing',
  ],
  [new ImageOutdated('other'), 'image-outdated'],
  [new RangeError('WebAssembly.Memory(): could not allocate memory'), 'out-of-memory'],
  [new Error('Aborted(OOM): out of memory'), 'out-of-memory'],
  [new Error('PGlite failed to initialize properly'), 'internal'],
  ['a word', 'internal'],
])('%s is %s', (error, code) => {
  expect(causeOf(error, false).code).toBe(code);
});

it('a start that fails on a file of the reader’s blames the file', () => {
  expect(causeOf(new Error('PGlite failed to initialize properly'), true)).toEqual({
    code: 'file-corrupt',
    detail: 'Error: PGlite failed to initialize properly',
  });
});
