// The weak twin of deploy.ts: the pointer moves before the files are there. The check that the real one passes has to catch it.
import { resolve } from 'node:path';
import { cloudOf, rulesOf } from '../aws.ts';
import { bring, idFor } from '../bring.ts';
import { readBuild } from '../build.ts';
import { readStart } from '../cloud.ts';
import { flip } from '../flip.ts';
import { isComplete, readSettings } from '../settings.ts';

const settings = readSettings(process.argv.slice(2), process.env);
if (!isComplete(settings)) throw new Error('needs to know where');
const cloud = cloudOf(settings);
const rules = rulesOf(settings);
const build = await readBuild(resolve(settings.dist), resolve('.cache/publish'));
const start = await readStart(cloud);
const release = idFor(build.content, start, Date.now(), rules.graceMs);
await flip(cloud, start.at, release);
await bring(cloud, rules, build, start, release, null);
