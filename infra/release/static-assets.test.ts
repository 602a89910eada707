import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { copyOf, staticAssets } from './static-assets.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'static-assets-'));
  folders.push(made);
  return made;
}

/** An image as skopeo lays it down, of real archives: one layer for each list of files. */
function imageOf(...layers: readonly Readonly<Record<string, string>>[]): string {
  const image = folder();
  const digests = layers.map((files) => {
    const root = folder();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const layer = join(image, 'layer');
    execFileSync('tar', ['--create', '--gzip', '--file', layer, '--directory', root, '.']);
    const digest = createHash('sha256').update(readFileSync(layer)).digest('hex');
    renameSync(layer, join(image, digest));
    return { digest: `sha256:${digest}` };
  });
  writeFileSync(join(image, 'manifest.json'), JSON.stringify({ schemaVersion: 2, layers: digests }));
  return image;
}

it('come out of all layers, a later one over an earlier, and nothing else does', async () => {
  const image = imageOf(
    { 'etc/passwd': 'root', 'app/.next/static/chunks/a-1.js': 'old', 'app/server.js': 'secret' },
    { 'app/.next/static/chunks/a-1.js': 'new', 'app/.next/static/css/b-2.css': 'b' },
  );
  const into = join(folder(), 'out');
  const found = await staticAssets(image, into);
  const listed = execFileSync('find', [into, '-type', 'f'], { encoding: 'utf8' }).trim().split('\n');
  expect(listed.map((path) => path.slice(found.length)).sort()).toEqual(['chunks/a-1.js', 'css/b-2.css']);
  expect(readFileSync(join(found, 'chunks/a-1.js'), 'utf8')).toBe('new');
});

it('an image without them is refused', async () => {
  await expect(staticAssets(imageOf({ 'app/main.js': 'x' }), join(folder(), 'out'))).rejects.toThrow(
    'is not the front end’s',
  );
});

it('are copied below the path that CloudFront asks the bucket for, to be kept for ever', () => {
  const said = copyOf('/tmp/out/app/.next/static/', 'assets.example').join(' ');
  expect(said).toContain('s3://assets.example/_next/static/');
  expect(said).toContain('immutable');
  expect(said).not.toMatch(/delete|sync/);
});
