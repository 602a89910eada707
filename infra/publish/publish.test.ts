// Real deploys with the real AWS clients, to an S3 emulator and a stand-in for the key-value store. Commands that are killed
// are real processes: a write is held at the gate, and the process gets SIGKILL while it waits.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';

import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Build } from './build.ts';
import { type Rules, readManifest } from './cloud.ts';
import { storedIn } from './manifest.ts';
import { isAsset, manifestKey, releaseOf } from './places.ts';
import { pointerKey } from './pointer.ts';
import { publish } from './publish.ts';
import { rollBack } from './roll-back.ts';
import { bucketName, startCloud, storeArn, type TestCloud } from './test/cloud.ts';
import { smallBuild, wholeAt } from './test/small-build.ts';

const folder = mkdtempSync(join(tmpdir(), 'lavbytes-publish-'));
const day = 86_400_000;
const rules: Rules = { keep: 2, graceMs: 7 * day, patienceMs: 0, width: 4 };
const words = ['oldest', 'older', 'old', 'new'] as const;
const builds = {} as Record<(typeof words)[number], Build>;
const clouds: TestCloud[] = [];
let here: TestCloud;

beforeAll(async () => {
  for (const word of words) builds[word] = await smallBuild(folder, word);
  clouds.push(await startCloud(), await startCloud());
  for (const cloud of clouds) cloud.allow(Object.values(builds).map(({ hashes }) => hashes));
  here = clouds[0] as TestCloud;
});
beforeEach(() => {
  for (const cloud of clouds) cloud.empty();
  here.allow(Object.values(builds).map(({ hashes }) => hashes));
});
afterAll(async () => {
  for (const cloud of clouds) await cloud.stop();
  rmSync(folder, { recursive: true });
});

/** Deploys of `made`, an hour apart, in a cloud that was empty. */
async function deployed(cloud: TestCloud, ...made: (keyof typeof builds)[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [hour, word] of made.entries())
    ids.push(
      await publish(
        cloud.cloud([], () => Date.now() + hour * 3_600_000),
        rules,
        builds[word],
        null,
      ),
    );
  cloud.seen.length = 0;
  cloud.store.written = [];
  return ids;
}

const later = (days: number) => () => Date.now() + days * day;

describe('a deploy', () => {
  it('brings everything, moves the pointer last, and is served byte for byte', async () => {
    const said: string[] = [];
    const id = await publish(here.cloud(said), rules, builds.old, 'c0ffee');
    expect(await wholeAt(here.origin)).toEqual({ word: 'old' });
    const order = here.seen.map((what) =>
      what.replace(/ .*releases\/[^/]+\//, ' page ').replace(/ \/site\//, ' '),
    );
    expect(order.filter((what) => what.includes('page')).at(-1)).toBe('PUT page release.json');
    expect(order.at(-2)).toBe('PUT 404.html');
    expect(order.at(-1)).toContain('POINTER');
    const manifest = await readManifest(here.lying, id);
    expect(manifest).toMatchObject({ previous: null, commit: 'c0ffee' });
    const wasm = storedIn(manifest as never).find(({ path }) => path.endsWith('.wasm'));
    expect(wasm).toMatchObject({ encoding: 'br', type: 'application/wasm', plain: { bytes: 2000 } });
    expect(await here.lying.head(wasm?.key ?? '')).toMatchObject({
      encoding: 'br',
      cache: 'public, max-age=31536000, immutable',
      bytes: wasm?.bytes,
    });
    expect(said.join('\n')).toContain('✓ Smoke');
  });

  it('sends only what is new, and nothing at all the second time', async () => {
    await deployed(here, 'old');
    await publish(here.cloud(), rules, builds.new, null);
    const assets = here.seen.filter((what) => isAsset(what.replace(/^PUT \/site/, '')));
    expect(assets).toHaveLength(1);
    here.seen.length = 0;
    await publish(here.cloud(), rules, builds.new, null);
    expect(here.seen).toEqual([]);
  });

  it('never replaces an asset by other bytes', async () => {
    await deployed(here, 'old');
    const { files } = builds.new;
    const changed = {
      ...files,
      '/_astro/shared.1a2b3c.css': { sha256: '0'.repeat(64), bytes: 3, type: 'text/css; charset=utf-8' },
    };
    await expect(publish(here.cloud(), rules, { ...builds.new, files: changed }, null)).rejects.toThrow(
      '_astro/shared.1a2b3c.css lies in the bucket with other bytes',
    );
    expect(await wholeAt(here.origin)).toEqual({ word: 'old' });
  });

  it('stops at the comparison when a page got lost on the way', async () => {
    await deployed(here, 'old');
    const cloud = here.cloud();
    const put = cloud.bucket.put;
    const losing = {
      ...cloud.bucket,
      put: async (...call: Parameters<typeof put>) => {
        if (!call[0].key.endsWith('start.md')) await put(...call);
      },
    };
    await expect(publish({ ...cloud, bucket: losing }, rules, builds.new, null)).rejects.toThrow(
      'is not whole',
    );
    expect(await wholeAt(here.origin)).toEqual({ word: 'old' });
    await publish(cloud, rules, builds.new, null);
    expect(await wholeAt(here.origin)).toEqual({ word: 'new' });
  });
});

describe('the live address', () => {
  it('is asked for the build’s hashes before the pointer moves', async () => {
    await deployed(here, 'old');
    here.allow([builds.old.hashes]);
    await expect(publish(here.cloud(), rules, builds.new, null)).rejects.toThrow('does not know this build');
    expect(here.store.written).toEqual([]);
  });

  it.each([
    ['an asset does not answer', (path: string) => path.startsWith('/_astro/word')],
    ['a page does not answer', (path: string) => path === '/start/'],
    ['nothing answers', () => true],
  ])('sends the pointer back by itself when %s', async (_, broken) => {
    const [old] = await deployed(here, 'old');
    here.breakWhere((path, release) => release !== old && broken(path));
    await expect(publish(here.cloud(), rules, builds.new, null)).rejects.toThrow(`${old} is served again`);
    expect(here.store.written).toHaveLength(2);
    expect(here.store.keys.get(pointerKey)).toBe(old);
    expect(await wholeAt(here.origin)).toEqual({ word: 'old' });
  });

  it('sends it back when the policy loses a hash after the move', async () => {
    const [old] = await deployed(here, 'old');
    const held = here.hold((what) => what.startsWith('POINTER'));
    const running = publish(here.cloud(), rules, builds.new, null);
    const write = await held;
    here.allow([builds.old.hashes]);
    write.release();
    await expect(running).rejects.toMatchObject({
      why: expect.stringContaining("lacks script-src 'sha256-"),
    });
    expect(here.store.keys.get(pointerKey)).toBe(old);
  });

  it('has nothing to go back to after the first deploy, and says so', async () => {
    here.breakWhere((path) => path === '/start/');
    await expect(publish(here.cloud(), rules, builds.old, null)).rejects.toMatchObject({
      why: expect.stringContaining('/start/: answered 503'),
    });
    here.breakWhere(() => false);
    await publish(here.cloud(), rules, builds.old, null);
  });
});

describe('the pointer', () => {
  it('has one winner when two deploy at once, and the other says who', async () => {
    await deployed(here, 'old');
    const held = here.hold((what) => what.startsWith('POINTER'));
    const slow = publish(here.cloud(), rules, builds.new, null).catch((error) => error);
    const write = await held;
    const winner = await publish(here.cloud(), rules, builds.older, null);
    write.release();
    expect((await slow).message).toBe(
      `Somebody else went first: ${winner} is served. Nothing of that was changed.`,
    );
    expect(await wholeAt(here.origin)).toEqual({ word: 'older' });
    await publish(here.cloud([], later(0.1)), rules, builds.new, null);
    expect(await wholeAt(here.origin)).toEqual({ word: 'new' });
  });

  it('moves though another key of the store was written meanwhile', async () => {
    await deployed(here, 'old');
    const held = here.hold((what) => what.startsWith('POINTER'));
    const running = publish(here.cloud(), rules, builds.new, null);
    const write = await held;
    here.store.put('another', 'value');
    write.release();
    await running;
    expect(await wholeAt(here.origin)).toEqual({ word: 'new' });
  });

  it('is not taken for unmoved when only the answer was lost', async () => {
    await deployed(here, 'old');
    here.store.loseAnswer = true;
    await publish(here.cloud(), rules, builds.new, null);
    expect(here.store.written).toHaveLength(1);
    expect(await wholeAt(here.origin)).toEqual({ word: 'new' });
  });
});

describe('a rollback', () => {
  it('writes the pointer once, to what was served before, and again to what was before that', async () => {
    const [older, old] = await deployed(here, 'older', 'old', 'new');
    await rollBack(here.cloud(), { ...rules, keep: 3 }, undefined, true);
    expect(here.seen).toEqual([]);
    expect(await rollBack(here.cloud(), { ...rules, keep: 3 }, undefined)).toBe(old);
    expect(here.seen).toEqual([`POINTER {"Value":"${old}"}`]);
    expect(await wholeAt(here.origin)).toEqual({ word: 'old' });
    expect(await rollBack(here.cloud(), { ...rules, keep: 3 }, undefined)).toBe(older);
    await expect(rollBack(here.cloud(), rules, undefined)).rejects.toThrow(
      `There is no release before ${older}`,
    );
  });

  it('does not go to a release that is not whole, not kept or not there', async () => {
    const [older, old] = await deployed(here, 'older', 'old', 'new');
    await expect(rollBack(here.cloud(), rules, older)).rejects.toThrow(`${older} is not kept`);
    await here.lying.remove([`releases/${old}/start.md`]);
    await expect(rollBack(here.cloud(), rules, old)).rejects.toThrow(`${old} is not whole any more`);
    await expect(rollBack(here.cloud(), rules, '20200101T000000-000000000000')).rejects.toThrow(
      'is not kept',
    );
    expect(here.store.written).toEqual([]);
  });

  it('goes to the release before a bad one, not to the bad one, after the next deploy', async () => {
    const [old] = await deployed(here, 'old', 'older');
    await rollBack(here.cloud(), rules, undefined);
    await publish(here.cloud([], later(0.2)), rules, builds.new, null);
    expect(await rollBack(here.cloud(), rules, undefined)).toBe(old);
  });
});

describe('garbage', () => {
  it('is what no kept release needs and nobody can be publishing; all else stays', async () => {
    const [oldest, older, old] = await deployed(here, 'oldest', 'older', 'old');
    expect([...(await here.lying.list()).keys()].filter((key) => releaseOf(key) === oldest)).not.toEqual([]);
    const id = await publish(here.cloud([], later(8)), rules, builds.new, null);
    const left = [...(await here.lying.list()).keys()];
    expect(new Set(left.map(releaseOf))).toEqual(new Set([undefined, old, id]));
    expect(left.filter((key) => key.startsWith('_astro/word'))).toHaveLength(2);
    expect(left).toContain('404.html');
    expect(left).not.toContain(manifestKey(older ?? ''));
    expect(await rollBack(here.cloud(), rules, undefined)).toBe(old);
    expect(await wholeAt(here.origin)).toEqual({ word: 'old' });
  });

  it('is sent anew, not relied on, when a build asks for it again', async () => {
    await deployed(here, 'oldest', 'old');
    await publish(here.cloud([], later(8)), rules, builds.oldest, null);
    expect(here.seen.filter((what) => what.includes('_astro/word'))).toHaveLength(1);
    expect(await wholeAt(here.origin)).toEqual({ word: 'oldest' });
  });
});

/** The command as its own process, against one of the clouds, thirty days from now. */
function start(cloud: TestCloud, command: string): ChildProcess {
  const dist = join(folder, 'new', 'dist');
  const ground = resolve('infra/publish/test/ground.ts');
  const where = ['--bucket', bucketName, '--store', storeArn, '--origin', cloud.origin];
  const how = ['--dist', dist, '--keep', '2', '--patience', '0', '--parallel', '1'];
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', ground, command, ...where, ...how],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL_S3: cloud.s3Endpoint,
        AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: cloud.storeEndpoint,
        TEST_DAYS_AHEAD: '30',
      },
    },
  );
}

/** Kills the command while its nth write waits at the gate. Undefined: it ended before. */
async function killedAt(cloud: TestCloud, command: string, nth: number) {
  cloud.seen.length = 0;
  const held = cloud.hold((_, number) => number === nth);
  const child = start(cloud, command);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(part));
  const ended = once(child, 'close');
  const write = await Promise.race([held, ended.then(() => undefined)]);
  if (!write) return { ended: Buffer.concat(said).toString(), code: child.exitCode };
  child.kill('SIGKILL');
  await ended;
  // The process is gone, so this write falls to the ground.
  write.release();
  return { what: write.what };
}

/** Until the command gets through, or `afterKill` has seen enough. */
async function killEverywhere(command: string, afterKill: (cloud: TestCloud) => Promise<boolean>) {
  let next = 1;
  let ended: { ended: string; code: number | null } | undefined;
  const killed: string[] = [];
  let enough = false;
  const one = async (cloud: TestCloud): Promise<void> => {
    while (!ended && !enough) {
      const nth = next++;
      cloud.empty();
      await deployed(cloud, 'oldest', 'old');
      const found = await killedAt(cloud, command, nth);
      if ('ended' in found) {
        ended = { ended: found.ended ?? '', code: found.code ?? null };
        return;
      }
      killed[nth - 1] = found.what ?? '';
      enough ||= await afterKill(cloud);
    }
  };
  await Promise.all(clouds.map(one));
  return { killed: killed.filter(Boolean), ended };
}

describe('a deploy that is killed', () => {
  it('leaves the old site or the new one, whole, at every write; the next run finishes it', async () => {
    const left: string[] = [];
    const { killed, ended } = await killEverywhere('infra/publish/deploy.ts', async (cloud) => {
      const now = await wholeAt(cloud.origin);
      expect(now).toEqual({ word: expect.stringMatching(/^(old|new)$/) });
      left.push('word' in now ? now.word : '');
      await publish(cloud.cloud([], later(30.1)), rules, builds.new, null);
      expect(await wholeAt(cloud.origin)).toEqual({ word: 'new' });
      const keys = [...(await cloud.lying.list()).keys()];
      expect(new Set(keys.map(releaseOf)).size).toBe(3);
      expect(keys.filter((key) => key.startsWith('_astro/word'))).toHaveLength(2);
      return false;
    });
    expect(ended).toEqual({ code: 0, ended: expect.stringContaining('is served at') });
    // Every sort of write was met, so both sites were.
    for (const sort of ['/_astro/', '/start.md', '/release.json', '/404.html', 'POINTER', 'POST '])
      expect(killed.join('\n')).toContain(sort);
    expect(new Set(left)).toEqual(new Set(['old', 'new']));
  }, 300_000);

  it('is caught by the same check if it moves the pointer first (weak twin)', async () => {
    const faults: string[] = [];
    await killEverywhere('infra/publish/test/flip-first.ts', async (cloud) => {
      const now = await wholeAt(cloud.origin);
      if ('faults' in now) faults.push(...now.faults);
      return faults.length > 0;
    });
    expect(faults).not.toEqual([]);
  }, 300_000);
});

it('two commands that start together: one site is served, and the one that came second says so', async () => {
  const [old] = await deployed(here, 'old');
  const held = here.hold((what) => what.startsWith('POINTER'));
  const child = start(here, 'infra/publish/deploy.ts');
  const said: Buffer[] = [];
  child.stderr?.on('data', (part) => said.push(part));
  const ended = once(child, 'close');
  const write = await held;
  await publish(here.cloud(), rules, builds.older, null);
  write.release();
  await ended;
  expect(child.exitCode).toBe(1);
  expect(Buffer.concat(said).toString()).toMatch(
    /✗ Somebody else went first: .*\n {2}Why: when this began, .*\n {2}What to do: .*run the same command again\./,
  );
  expect(here.store.keys.get(pointerKey)).not.toBe(old);
  expect(await wholeAt(here.origin)).toEqual({ word: 'older' });
});
