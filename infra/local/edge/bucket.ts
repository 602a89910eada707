// dist/ as it lies in the bucket: objects by key, with what publishing writes down about each. Read once.
import { readFileSync } from 'node:fs';
import { contentType } from '../../../src/headers.ts';
import { travelsCompressed } from '../../publish/encode.ts';
import { cacheControl, errorPage, isAsset, keyOf } from '../../publish/places.ts';
import { digest, filesIn } from '../built.ts';
import { compressed } from './compress.ts';

export interface Stored {
  readonly plain: Buffer;
  readonly type: string;
  readonly cache: string;
  readonly tag: string;
  /** It lies compressed, under `Content-Encoding: br`. */
  readonly br?: () => Promise<Buffer>;
}

/**
 * A file with a `.br` beside it was compressed by the build: that is what travels, and `.br` is no name of its own. Other large
 * assets are compressed when they are published; here at the first request, and less thoroughly.
 */
export function bucketFrom(dist: string, release: string): ReadonlyMap<string, Stored> {
  const files = filesIn(dist);
  const objects = new Map<string, Stored>();
  for (const [path, file] of files) {
    if (path.endsWith('.br') && files.has(path.slice(0, -3))) continue;
    const plain = readFileSync(file);
    const type = contentType(path);
    const built = files.get(`${path}.br`);
    let small: Promise<Buffer> | undefined;
    const stored: Stored = {
      plain,
      type,
      cache: cacheControl(path),
      tag: digest('sha256', plain).slice(7, 34),
      ...(built !== undefined
        ? { br: async () => readFileSync(built) }
        : isAsset(path) &&
          travelsCompressed(type, plain.length) && { br: () => (small ??= compressed.br(plain)) }),
    };
    objects.set(keyOf(path, release), stored);
    if (path === errorPage) objects.set(path.slice(1), stored);
  }
  return objects;
}
