import { beforeAll, describe, expect, it } from 'vitest';
import { dataImage } from '../build/image.ts';
import { isDataDirectory } from './tar.ts';

let image: Uint8Array;
beforeAll(async () => {
  image = await dataImage();
}, 300_000);

describe('a file of the reader’s', () => {
  it('is taken when it is what an export gives', () => {
    expect(isDataDirectory(image)).toBe(true);
  });

  it.each<[string, () => Uint8Array]>([
    ['empty', () => new Uint8Array()],
    ['a text', () => new TextEncoder().encode('hello '.repeat(1000))],
    ['a picture', () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, ...new Uint8Array(2000))],
    ['compressed', () => Uint8Array.of(0x1f, 0x8b, 8, ...new Uint8Array(2000))],
    ['zeros', () => new Uint8Array(4096)],
    ['cut off in an entry', () => image.subarray(0, 5_000_123)],
    ['cut off between entries', () => image.subarray(0, 5_000_192)],
    ['with one wrong byte in a header', () => image.map((byte, i) => (i === 3 ? byte ^ 1 : byte))],
  ])('is refused: %s', (_what, bytes) => {
    expect(isDataDirectory(bytes())).toBe(false);
  });
});
