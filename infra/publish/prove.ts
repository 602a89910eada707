// Looks at what is served, and goes back if it is not well.
import { type Cloud, type Rules, readManifest } from './cloud.ts';
import { flip } from './flip.ts';
import type { Manifest } from './manifest.ts';
import { serves, smoke } from './smoke.ts';
import { Trouble } from './trouble.ts';

/** Waits until the edge serves the release, then asks. @returns faults */
async function judge(
  cloud: Cloud,
  rules: Rules,
  manifest: Manifest,
  before: Manifest | undefined,
): Promise<{ readonly faults: readonly string[]; readonly reached: boolean }> {
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
    return { faults, reached: true };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    const why = `${error instanceof Error ? error.message : error}${cause}`;
    return { faults: [`${live.origin} could not be asked: ${why}`], reached: false };
  }
}

/**
 * Smokes what is served; if it fails, the pointer goes back by itself.
 * @param fresh the pointer was moved just now. Else an address that cannot be reached says more about the line than about the release.
 */
export async function proveOrReturn(
  cloud: Cloud,
  rules: Rules,
  manifest: Manifest,
  version: string,
  back: string | undefined,
  fresh: boolean,
): Promise<void> {
  const before = back === undefined ? undefined : await readManifest(cloud.bucket, back);
  const { faults, reached } = await judge(cloud, rules, manifest, before);
  if (faults.length === 0)
    return cloud.say('✓ Smoke: pages, an asset, a 404, headers and hashes are as built');
  const why = `${faults.slice(0, 6).join('; ')}${faults.length > 6 ? `; and ${faults.length - 6} more` : ''}.`;
  if (back === undefined || !before)
    throw new Trouble(`Release ${manifest.release} is served, and it is not well.`, {
      why: `${why} There is no release before it that could be served instead.`,
      todo: 'mend what the line above names, then run the same command again.',
    });
  if (!reached && !fresh)
    throw new Trouble(
      `Release ${manifest.release} is served; it could not be looked at. Nothing was changed.`,
      {
        why,
        todo: 'see that the address answers from here, then run the same command again.',
      },
    );
  cloud.say(`✗ Smoke: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}; going back`);
  await flip(cloud, { release: manifest.release, version }, back);
  throw new Trouble(`Release ${manifest.release} was not well. ${back} is served again.`, {
    why,
    todo: 'mend it (if a hash is missing from the policy, deploy the site stack first), then run the same command again.',
  });
}
