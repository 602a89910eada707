// Removes what no kept release needs.
import { type Cloud, type Rules, readManifests } from './cloud.ts';
import { garbage } from './garbage.ts';
import { errorPage } from './places.ts';
import { told } from './trouble.ts';

/** Never fails: what is served is served, and the next deploy goes on with what is left. */
export async function collect(cloud: Cloud, rules: Rules, current: string): Promise<void> {
  try {
    await sweep(cloud, rules, current);
  } catch (error) {
    cloud.say(`✗ Garbage: ${told(error).slice(2)}\n  ${current} is served all the same.`);
  }
}

async function sweep({ bucket, say, now }: Cloud, rules: Rules, current: string): Promise<void> {
  const there = await bucket.list();
  const manifests = await readManifests(bucket, there);
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
}
