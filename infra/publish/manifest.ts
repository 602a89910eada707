// releases/<id>/release.json: what a release is made of. Written when all of it lies there, so a release without one is
// unfinished. It is served as /release.json: nothing in it is secret.
import { z } from 'zod';
import { cacheControl, contentOf, keyOf } from './places.ts';

const digest = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().min(0) });

const file = z.strictObject({
  ...digest.shape,
  type: z.string(),
  encoding: z.literal('br').optional(),
  /** Of the bytes before they were compressed. */
  plain: digest.optional(),
});

const manifest = z.strictObject({
  release: z.string().refine((id) => contentOf(id) !== undefined, 'is no release id'),
  /** What was served when this release was made ready: where a rollback goes. */
  previous: z.string().nullable(),
  made: z.iso.datetime(),
  commit: z.string().nullable(),
  /** Of the inline code in its pages: the Content-Security-Policy has to name them. */
  hashes: z.strictObject({ scripts: z.array(z.string()), styles: z.array(z.string()) }),
  files: z.record(z.string().startsWith('/'), file),
});

export type StoredFile = z.infer<typeof file>;
export type Manifest = z.infer<typeof manifest>;

export const parseManifest = (text: string): Manifest => manifest.parse(JSON.parse(text));

/** One object of the bucket as it ought to be. */
export interface Stored extends StoredFile {
  readonly path: string;
  readonly key: string;
  readonly cache: string;
}

export const storedIn = ({ release, files }: Pick<Manifest, 'release' | 'files'>): readonly Stored[] =>
  Object.entries(files).map(([path, stored]) => ({
    ...stored,
    path,
    key: keyOf(path, release),
    cache: cacheControl(path),
  }));

export const plainOf = ({ plain, sha256, bytes }: StoredFile) => plain ?? { sha256, bytes };
