// The front end's hashed files, out of its image and into the bucket, before its tasks start: pages that a new task renders name
// them, and CloudFront asks the bucket. Put, never deleted, so that pages that are open keep theirs.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
/** Inside the image. */
const within = 'app/.next/static/';

const manifest = z.object({
  layers: z.array(z.object({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) })),
});

/**
 * @param image a folder as `skopeo copy … dir:<folder>` leaves it: manifest.json, and each layer under its digest
 * @param into a folder that is not there yet
 * @returns the folder with the files, as they are named below /_next/static/
 * @throws when the image has none: then it is not the front end's
 */
export async function staticAssets(image: string, into: string): Promise<string> {
  const { layers } = manifest.parse(JSON.parse(readFileSync(join(image, 'manifest.json'), 'utf8')));
  mkdirSync(into);
  for (const { digest } of layers) {
    const layer = join(image, digest.slice('sha256:'.length));
    const { stdout } = await run('tar', ['--list', '--file', layer], { maxBuffer: 1 << 26 });
    const names = stdout.split('\n').filter((name) => name.replace(/^\.\//, '').startsWith(within));
    const files = names.filter((name) => !name.endsWith('/'));
    if (files.length > 0) await run('tar', ['--extract', '--file', layer, '--directory', into, ...files]);
  }
  const folder = join(into, within);
  const found = readdirSync(into).length === 0 ? [] : readdirSync(folder, { recursive: true });
  if (found.length === 0)
    throw new Error(`The image has nothing below /${within}: it is not the front end’s.`);
  return folder;
}

/** For `aws`: what copies that folder. Names carry a hash of their content, so they are kept for ever. */
export const copyOf = (folder: string, bucket: string): readonly string[] => [
  ...['s3', 'cp', folder, `s3://${bucket}/_next/static/`, '--recursive', '--only-show-errors'],
  ...['--cache-control', 'public, max-age=31536000, immutable'],
];
