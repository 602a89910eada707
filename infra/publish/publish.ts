// One deploy, step by step: assets → pages → manifest → compare → error page → pointer → smoke → garbage. Until the pointer moves,
// nothing that is served changes; the pointer moves all pages at once. Every step may be the last one of a killed run: the
// next run finds what lies there and goes on.
import { bring, idFor } from './bring.ts';
import type { Build } from './build.ts';
import { type Cloud, type Rules, readStart } from './cloud.ts';
import { collect } from './collect.ts';
import { flip } from './flip.ts';
import { contentOf } from './places.ts';
import { proveOrReturn } from './prove.ts';
import { missingHashes } from './smoke.ts';
import { Trouble } from './trouble.ts';

/** @returns the release that is served now. @throws Trouble, with what is served in its words */
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
    await proveOrReturn(cloud, rules, live, at.version, live.previous ?? undefined, false);
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
  await proveOrReturn(cloud, rules, manifest, version, at.release, true);
  await collect(cloud, rules, release);
  return release;
}
