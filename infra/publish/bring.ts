// Puts everything of a release into the bucket: assets → pages → manifest, then compares what lies there. What is served stays.
import type { Build } from './build.ts';
import type { Cloud, Rules, Start } from './cloud.ts';
import { differences } from './compare.ts';
import { type Manifest, type Stored, storedIn } from './manifest.ts';
import {
  cacheControl,
  contentOf,
  errorPage,
  isAsset,
  manifestKey,
  releaseId,
  releaseOf,
  timeOf,
} from './places.ts';
import { amount, counted } from './progress.ts';
import { sha256 } from './sha256.ts';
import { Trouble } from './trouble.ts';
import { upload } from './upload.ts';

/** The id of an earlier try at the same content that never went live, or a new one. */
export function idFor(content: string, { at, there }: Start, now: number, graceMs: number): string {
  const tries = new Set([...there.keys()].map(releaseOf).filter((id) => id !== undefined));
  const usable = [...tries].filter(
    (id) =>
      contentOf(id) === content &&
      now - (timeOf(id) ?? 0) < graceMs / 2 &&
      // Older than what is served: it may have been served itself, and its place in the order of releases is taken.
      (at.release === undefined || id > at.release),
  );
  return usable.sort().at(-1) ?? releaseId(now, content);
}

const manifestObject = (manifest: Manifest): { stored: Stored; body: Buffer } => {
  const body = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  const type = 'application/json; charset=utf-8';
  const path = '/release.json';
  return {
    stored: {
      path,
      key: manifestKey(manifest.release),
      sha256: sha256(body),
      bytes: body.length,
      type,
      cache: cacheControl(path),
    },
    body,
  };
};

/** Puts everything of a release into the bucket. What is served stays as it is. */
export async function bring(
  cloud: Cloud,
  rules: Rules,
  build: Build,
  start: Start,
  release: string,
  commit: string | null,
): Promise<Manifest> {
  const { bucket, say, now } = cloud;
  const all = storedIn({ release, files: build.files });
  const lives = new Set(start.live ? storedIn(start.live).map(({ key }) => key) : []);
  const files: Manifest['files'] = {};
  const bringAll = async (name: string, objects: readonly Stored[]) => {
    say(
      `▸ ${name}: ${amount(
        objects.length,
        objects.reduce((sum, { bytes }) => sum + bytes, 0),
      )}`,
    );
    const { tick } = counted(say, name, objects.length, now);
    const done = await upload(objects, {
      bucket,
      there: start.there,
      body: build.body,
      // What the live release needs is not collected. Anything else may be, once it is old: it is sent anew and so made young.
      trusted: ({ key }, lies) => lives.has(key) || now() - lies.modified < rules.graceMs / 2,
      width: rules.width,
      tick,
    });
    Object.assign(files, done.files);
    say(`✓ ${name}: ${amount(done.sent, done.bytes)} sent, ${objects.length - done.sent} were there`);
  };
  await bringAll(
    'Assets',
    all.filter(({ path }) => isAsset(path)),
  );
  await bringAll(
    'Pages',
    all.filter(({ path }) => !isAsset(path)),
  );

  const manifest: Manifest = {
    release,
    previous: start.at.release ?? null,
    made: new Date(now()).toISOString(),
    commit,
    hashes: { scripts: [...build.hashes.scripts], styles: [...build.hashes.styles] },
    files,
  };
  const { stored, body } = manifestObject(manifest);
  await bucket.put(stored, body);
  say('✓ Manifest');
  await compareAll(cloud, rules, manifest);

  const page = storedIn(manifest).find(({ path }) => path === errorPage);
  if (page) await bucket.put({ ...page, key: errorPage.slice(1) }, build.body(errorPage), { release });
  say('✓ Error page');
  return manifest;
}

async function compareAll({ bucket, say }: Cloud, { width }: Rules, manifest: Manifest): Promise<void> {
  const objects = storedIn(manifest);
  say(`▸ Compare: ${objects.length} objects in the bucket with the build`);
  const found = await differences(bucket, objects, width);
  if (found.length > 0)
    throw new Trouble(`Release ${manifest.release} is not whole. What is served was not changed.`, {
      why: `${found.slice(0, 5).join('; ')}${found.length > 5 ? `; and ${found.length - 5} more` : ''}.`,
      todo: 'run the same command again: it sends what is missing.',
    });
  say('✓ Compare: equal');
}
