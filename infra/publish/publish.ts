// One deploy, step by step: assets → pages → manifest → compare → error page → pointer → smoke → garbage. Until the pointer moves,
// nothing that is served changes; the pointer moves all pages at once. Every step may be the last one of a killed run: the
// next run finds what lies there and goes on.
import type { Bucket, Listed } from './bucket.ts';
import type { Build } from './build.ts';
import { differences } from './compare.ts';
import { type Garbage, garbage } from './garbage.ts';
import { type Manifest, parseManifest, type Stored, storedIn } from './manifest.ts';
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
import type { Pointed, Pointer } from './pointer.ts';
import { amount, counted, type Say } from './progress.ts';
import { sha256 } from './sha256.ts';
import { type Live, missingHashes, serves, smoke } from './smoke.ts';
import { Trouble } from './trouble.ts';
import { upload } from './upload.ts';

export interface Cloud {
  readonly bucket: Bucket;
  readonly pointer: Pointer;
  readonly live: Live;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly say: Say;
}

export interface Rules {
  /** Releases that stay for a rollback. */
  readonly keep: number;
  /** Garbage younger than this stays: somebody may be publishing it. */
  readonly graceMs: number;
  /** How long the pointer may take to reach the edge. */
  readonly patienceMs: number;
  /** Requests at once. */
  readonly width: number;
}

export interface Start {
  readonly at: Pointed;
  readonly live: Manifest | undefined;
  readonly there: ReadonlyMap<string, Listed>;
}

export async function readManifest(bucket: Bucket, release: string): Promise<Manifest | undefined> {
  const text = await bucket.text(manifestKey(release));
  if (text === undefined) return undefined;
  try {
    return parseManifest(text);
  } catch {
    throw new Trouble(`${manifestKey(release)} is no manifest of a release.`, {
      why: 'it was written by something else, or by another version of this command.',
      todo: 'look at the object; remove it if nobody needs that release, then run the same command again.',
    });
  }
}

/** The pointer is read before anything else: whoever moves it after this makes our own move fail. */
export async function readStart({ bucket, pointer }: Cloud): Promise<Start> {
  const at = await pointer.read();
  const live = at.release === undefined ? undefined : await readManifest(bucket, at.release);
  return { at, live, there: await bucket.list() };
}

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

/** @returns the version of the store after the move. */
export async function flip({ pointer, say }: Cloud, from: Pointed, to: string): Promise<string> {
  let at = from;
  for (let tries = 1; ; tries += 1) {
    const done = await pointer.write(to, at.version);
    if (done.kind === 'written') {
      say(`✓ Pointer: ${from.release ?? 'nothing'} → ${to}`);
      return done.version;
    }
    if (done.now.release !== from.release || tries === 3)
      throw new Trouble(
        `Somebody else went first: ${done.now.release ?? 'nothing'} is served. Nothing of that was changed.`,
        {
          why: `when this began, ${from.release ?? 'nothing'} was served; the pointer moves only from what was read.`,
          todo: 'look at what is served now. If yours should replace it, run the same command again.',
        },
      );
    // Another key of the store was written; the pointer is where it was.
    at = done.now;
  }
}

/** Waits until the edge serves the release, then asks. @returns faults */
async function judge(
  cloud: Cloud,
  rules: Rules,
  manifest: Manifest,
  before: Manifest | undefined,
): Promise<string[]> {
  const { live, now, wait, say } = cloud;
  say(`▸ Smoke: ${live.origin}`);
  const until = now() + rules.patienceMs;
  const mark = '/index.html';
  try {
    for (let said = false; !(await serves(live, manifest, mark)) && now() < until; said = true) {
      if (!said) say('  the pointer is on its way to the edge');
      await wait(2_000);
    }
    let faults = await smoke(live, manifest, before);
    for (let again = 0; faults.length > 0 && again < 2 && now() < until; again += 1) {
      await wait(2_000);
      faults = await smoke(live, manifest, before);
    }
    return faults;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return [`${live.origin} could not be asked: ${error instanceof Error ? error.message : error}${cause}`];
  }
}

/** Smokes what is served; if it fails, the pointer goes back by itself. */
export async function proveOrReturn(
  cloud: Cloud,
  rules: Rules,
  manifest: Manifest,
  version: string,
  back: string | undefined,
): Promise<void> {
  const before = back === undefined ? undefined : await readManifest(cloud.bucket, back);
  const faults = await judge(cloud, rules, manifest, before);
  if (faults.length === 0)
    return cloud.say('✓ Smoke: pages, an asset, a 404, headers and hashes are as built');
  const why = `${faults.slice(0, 6).join('; ')}${faults.length > 6 ? `; and ${faults.length - 6} more` : ''}.`;
  if (back === undefined || !before)
    throw new Trouble(`Release ${manifest.release} is served, and it is not well.`, {
      why: `${why} There is no release before it that could be served instead.`,
      todo: 'mend what the line above names, then run the same command again.',
    });
  cloud.say(`✗ Smoke: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}; going back`);
  await flip(cloud, { release: manifest.release, version }, back);
  throw new Trouble(`Release ${manifest.release} was not well. ${back} is served again.`, {
    why,
    todo: 'mend it (if a hash is missing from the policy, deploy the site stack first), then run the same command again.',
  });
}

/** Removes what no kept release needs. A fault here leaves the site as it is, and the next deploy goes on with it. */
export async function collect(cloud: Cloud, rules: Rules, current: string): Promise<Garbage> {
  const { bucket, say, now } = cloud;
  const there = await bucket.list();
  const manifests = new Map<string, Manifest>();
  for (const release of new Set([...there.keys()].map(releaseOf))) {
    if (release === undefined || !there.has(manifestKey(release))) continue;
    const manifest = await readManifest(bucket, release);
    if (manifest) manifests.set(release, manifest);
  }
  const errors = (await bucket.head(errorPage.slice(1)))?.notes['release'];
  const found = garbage({
    there,
    manifests,
    current,
    alsoKept: errors === undefined ? [] : [errors],
    keep: rules.keep,
    graceMs: rules.graceMs,
    now: now(),
  });
  await bucket.remove(found.releases);
  for (const key of found.assets) {
    // Asked once more: another deploy may just have made it young.
    const lies = await bucket.head(key);
    if (lies && now() - lies.modified >= rules.graceMs) await bucket.remove([key]);
  }
  say(
    found.releases.length + found.assets.length === 0
      ? '✓ Garbage: none'
      : `✓ Garbage: ${found.releases.length} objects of old releases and ${found.assets.length} assets removed`,
  );
  return found;
}

export async function publish(
  cloud: Cloud,
  rules: Rules,
  build: Build,
  commit: string | null,
): Promise<string> {
  const start = await readStart(cloud);
  const { at, live } = start;
  if (at.release !== undefined && !live)
    cloud.say(`  ${at.release} is served and has no manifest: nothing of it is taken for granted`);

  if (live && contentOf(live.release) === build.content) {
    cloud.say(`✓ ${live.release} is served already: the same files under the same names`);
    await proveOrReturn(cloud, rules, live, at.version, live.previous ?? undefined);
    await collect(cloud, rules, live.release);
    return live.release;
  }

  const release = idFor(build.content, start, cloud.now(), rules.graceMs);
  cloud.say(`▸ Release ${release}, after ${at.release ?? 'nothing'}`);
  const manifest = await bring(cloud, rules, build, start, release, commit);

  const missing = await missingHashes(cloud.live, manifest.hashes);
  if (missing === undefined) cloud.say('  the live policy could not be asked yet; the smoke will');
  else if (missing.length > 0)
    throw new Trouble(
      'The live Content-Security-Policy does not know this build. What is served was not changed.',
      {
        why: `${missing.join('; ')}.`,
        todo: 'deploy the site stack with the hashes of this build first, then run the same command again.',
      },
    );

  const version = await flip(cloud, at, release);
  await proveOrReturn(cloud, rules, manifest, version, at.release);
  await collect(cloud, rules, release);
  return release;
}
