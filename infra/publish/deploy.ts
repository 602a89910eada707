// `npm run deploy`: publishes the built site. infra/README.md has the flags.
import { resolve } from 'node:path';
import { wholeCommit } from '../local/commit.ts';
import { cloudOf, rulesOf } from './aws.ts';
import { readBuild } from './build.ts';
import { readStart } from './cloud.ts';
import { planned } from './plan.ts';
import { amount } from './progress.ts';
import { publish } from './publish.ts';
import { isComplete, readSettings } from './settings.ts';
import { told } from './trouble.ts';

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  const rules = rulesOf(settings);
  const cloud = isComplete(settings) ? cloudOf(settings) : undefined;
  console.log(`▸ Looking at ${settings.dist}`);
  const build = await readBuild(resolve(settings.dist), resolve('.cache/publish'), (path, bytes) =>
    console.log(`  compressing ${path} (${amount(1, bytes)}); kept for the next time`),
  );
  console.log(`✓ Build ${build.content}: ${Object.keys(build.files).length} files`);
  if (settings['dry-run']) {
    const start = cloud && (await readStart(cloud).catch((error) => console.log(`  ${told(error)}`)));
    if (!start) console.log('  Nothing is known about the bucket: everything counts as new.');
    for (const line of planned(build, start || undefined, rules, Date.now())) console.log(line);
    console.log('✓ A dry run: nothing was written.');
  } else if (cloud) {
    const release = await publish(cloud, rules, build, wholeCommit());
    console.log(`✓ ${release} is served at ${settings.origin}`);
  }
} catch (error) {
  console.error(told(error));
  process.exitCode = 1;
}
