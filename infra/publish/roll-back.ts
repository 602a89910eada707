// A rollback is one write of the pointer, to a release that still lies there whole. The pointer is read first: what it says
// now names what to go back to.

import { type Cloud, type Rules, readManifests } from './cloud.ts';
import { differences } from './compare.ts';
import { flip } from './flip.ts';
import { keptReleases } from './garbage.ts';
import { storedIn } from './manifest.ts';
import { missingHashes, serves } from './smoke.ts';
import { Trouble } from './trouble.ts';

/** @param wanted a release, or undefined for the one before the one that is served. */
export async function rollBack(
  cloud: Cloud,
  rules: Rules,
  wanted: string | undefined,
  dry = false,
): Promise<string> {
  const { pointer, bucket, say, live, now, wait } = cloud;
  const at = await pointer.read();
  const manifests = await readManifests(bucket, await bucket.list());
  const current = at.release;
  const kept = [
    ...keptReleases({ manifests, current: current ?? '', alsoKept: [], keep: rules.keep }),
  ].filter((id) => manifests.has(id));
  const known = kept.sort().join(', ') || 'none';
  if (current === undefined)
    throw new Trouble('Nothing is served, so there is nothing to go back from.', {
      why: 'the pointer is empty.',
      todo: 'run "npm run deploy".',
    });
  const to = wanted ?? manifests.get(current)?.previous ?? undefined;
  if (to === undefined)
    throw new Trouble(`There is no release before ${current}. Nothing was changed.`, {
      why: 'it was the first, or its manifest is gone.',
      todo: `name one with --to. Releases that are kept: ${known}.`,
    });
  if (to === current)
    throw new Trouble(`${to} is what is served. Nothing was changed.`, {
      why: 'a rollback goes to another release.',
      todo: `name one with --to. Releases that are kept: ${known}.`,
    });
  const manifest = manifests.get(to);
  // One that is not kept may lose its files to a deploy's garbage collection while we look at it.
  if (!manifest || !kept.includes(to))
    throw new Trouble(`${to} is not kept. Nothing was changed.`, {
      why: 'its files may be gone, or going.',
      todo: `name another with --to. Releases that are kept: ${known}.`,
    });
  const found = await differences(bucket, storedIn(manifest), rules.width);
  if (found.length > 0)
    throw new Trouble(`${to} is not whole any more. Nothing was changed.`, {
      why: `${found.slice(0, 5).join('; ')}.`,
      todo: `name another with --to. Releases that are kept: ${known}.`,
    });
  if (dry) {
    say(
      `Would move the pointer: ${current} → ${to}. ${storedIn(manifest).length} objects lie there as they should.`,
    );
    return to;
  }
  await flip(cloud, at, to);
  const until = now() + rules.patienceMs;
  while (!(await serves(live, manifest, '/index.html').catch(() => false))) {
    if (now() >= until)
      throw new Trouble(`The pointer names ${to}, and ${live.origin} does not show it yet.`, {
        why: 'the edge takes some seconds, or the address cannot be reached from here.',
        todo: 'look at the address in a minute; the pointer needs no second write.',
      });
    await wait(2_000);
  }
  const missing = await missingHashes(live, manifest.hashes);
  if (missing && missing.length > 0)
    say(`  its inline scripts will not run until the site stack knows their hashes: ${missing.join('; ')}`);
  say(`✓ ${live.origin} shows ${to}`);
  return to;
}
