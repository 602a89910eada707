// The contract with @webcontainer/api: the unmodified client against a stand-in on this machine (tests/container/README.md says what
// that does not prove). Each scenario ends in an answer or in a cause, never in waiting.
import type { Page } from '@playwright/test';
import { freePort } from '../../infra/local/service.ts';
import { childNode } from '../container/child.ts';
import { type Given, type Ground, layGround } from '../container/ground.ts';
import { type Manner, type StandInServer, serveStandIn } from '../container/server.ts';
import { readSnapshot } from '../container/snapshot.ts';
import { expect, test } from './watched.ts';

const child = childNode();
let standIn: StandInServer;
let ground: Ground;
test.beforeAll(async () => {
  ground = await layGround();
});
test.afterAll(() => ground.stop());
test.beforeEach(async () => {
  test.info().annotations.push({
    type: 'node',
    description: `${child.version}${child.faithful ? '' : ', which no WebContainer has'}`,
  });
  standIn = await serveStandIn(child.path);
});
test.afterEach(() => standIn.stop());

async function open(page: Page, given: Partial<Given> = {}): Promise<void> {
  await page.goto(ground.page({ standIn: standIn.origin, ...given }));
  await page.waitForFunction(() => 'lab' in globalThis);
}

test.describe('container', { tag: '@desktop' }, () => {
  test('boots, mounts, starts, answers', async ({ page }) => {
    await open(page, { options: { key: 'example-key' } });
    const { ended, label, steps, received } = await page.evaluate(() => lab.boot(['L4']));
    expect(ended).toBe('ready');
    expect(label).toBe(`WebContainer · Node ${child.version.slice(1)}`);
    expect(received).toBeGreaterThan(100_000);
    expect(steps.at(-2)).toBe('Starting node api.mjs');
    const asked = new URL(standIn.asked.at(-1) ?? '');
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: 'example-key',
      coep: 'require-corp',
      version: '1.6.4',
    });
    const posted = await page.evaluate(() =>
      lab.call('/v1/things', { method: 'POST', headers: { 'accept-language': 'de' }, body: 'ä' }),
    );
    expect(posted).toEqual({
      status: 200,
      body: {
        method: 'POST',
        path: '/v1/things',
        sent: 'ä',
        language: 'de',
        greeting: 'hello',
        layersOff: 'L4',
      },
    });
    expect(await page.evaluate(() => lab.call('/nothing'))).toEqual({ status: 204, body: null });
    expect(await page.evaluate(() => lab.call('/assets'))).toMatchObject({ body: { bytes: 100_000 } });
    expect(await page.evaluate(() => lab.call('//example.org/x'))).toMatchObject({
      error: expect.stringContaining('this service only'),
    });
    expect(await page.evaluate(() => lab.call('/slow', { after: 100 }))).toMatchObject({
      error: expect.stringContaining('TimeoutError'),
    });
    await page.evaluate(() => lab.state.running?.stop());
  });

  test('reads, writes and watches files, and a restart sees them', async ({ page }) => {
    await open(page);
    expect((await page.evaluate(() => lab.boot())).ended).toBe('ready');
    const seen = await page.evaluate(async () => {
      const files = lab.files();
      await files.mkdir('notes/deep', { recursive: true });
      await files.writeFile('notes/a.txt', 'one');
      await files.writeFile('notes/b.bin', new Uint8Array([0, 255, 10]));
      await files.rename('notes/a.txt', 'notes/c.txt');
      const entries = await files.readdir('notes', { withFileTypes: true });
      const seen = {
        names: entries.map((entry) => `${entry.name}${entry.isDirectory() ? '/' : ''}`).sort(),
        text: await files.readFile('notes/c.txt', 'utf-8'),
        bytes: [...(await files.readFile('notes/b.bin'))],
        watched: await lab.watched('greeting.txt', 'hello again'),
      };
      await files.rm('notes', { recursive: true });
      return { ...seen, after: (await files.readdir('.')).sort() };
    });
    expect(seen).toEqual({
      names: ['b.bin', 'c.txt', 'deep/'],
      text: 'one',
      bytes: [0, 255, 10],
      watched: expect.arrayContaining(['change greeting.txt']),
      after: ['api.mjs', 'assets', 'greeting.txt'],
    });
    expect(await page.evaluate(() => lab.restart())).toBe('ready');
    expect(await page.evaluate(() => lab.call('/'))).toMatchObject({ body: { greeting: 'hello again' } });
    expect(await page.evaluate(() => lab.state.output)).toContain('"event":"listening"');
    expect(await page.evaluate(() => lab.shell('ls\r'))).toContain('greeting.txt');
  });

  test('keeps paths inside', async ({ page }) => {
    await open(page);
    expect((await page.evaluate(() => lab.boot())).ended).toBe('ready');
    for (const path of ['../out.txt', '/etc/hostname', 'a/../../out.txt', '/../out.txt']) {
      const tried = await page.evaluate(
        (path) =>
          Promise.all([
            lab.tried(lab.files().writeFile(path, 'x')),
            lab.tried(lab.files().readFile(path)),
            lab.tried(lab.files().rm(path)),
          ]),
        path,
      );
      for (const one of tried) expect(one).toEqual({ error: expect.stringContaining('EACCES') });
    }
    const leading = Buffer.from([
      0x81,
      0xa1,
      0x64,
      0x81,
      0xa4,
      ...Buffer.from('../x'),
      0x81,
      0xa1,
      0x64,
      0x80,
    ]);
    expect(() => readSnapshot(leading)).toThrow('a name that is a path');
    expect(
      readSnapshot(Buffer.from(leading.toString('latin1').replace('../x', 'abcx'), 'latin1')).has('abcx'),
    ).toBe(true);
  });

  const causes: readonly [name: string, given: Partial<Given>, manner: Manner, cause: RegExp][] = [
    ['a frame that our own policy refuses', { frames: "'none'" }, 'serves', /^blocked: .*policy refused/],
    [
      'a frame that says nothing',
      { options: { patience: 700 } },
      'silent',
      /^blocked: .*said nothing within 0.7 s/,
    ],
    [
      'an engine that is out of order (503)',
      { options: { patience: 700 } },
      'refuses',
      /^blocked: .*said nothing/,
    ],
    [
      'an engine that never answers',
      { options: { patience: 700 } },
      'hangs',
      /^start-timeout: .*did not answer/,
    ],
    ['a page that is not isolated', { isolated: false }, 'serves', /^not-isolated/],
    [
      'a crash before it listens',
      { api: `console.error('no such table: people'); process.exit(3)` },
      'serves',
      /^crashed: exit code 3\nno such table: people$/,
    ],
    [
      'a process that never listens',
      { api: `console.log('thinking'); setInterval(() => {}, 1000)`, options: { listenPatience: 900 } },
      'serves',
      /^start-timeout: no port 3000 after 0.9 s. thinking$/,
    ],
    [
      'a process that listens elsewhere',
      {
        api: `import { createServer } from 'node:http'; createServer().listen(3001)`,
        options: { listenPatience: 900 },
      },
      'serves',
      /^start-timeout: no port 3000/,
    ],
    [
      'a snapshot that was changed on its way',
      { damage: 'in-transit' },
      'serves',
      /^asset-corrupt: .*snapshot.bin$/,
    ],
    [
      'a snapshot that is cut off',
      { damage: 'in-the-build' },
      'serves',
      /^asset-corrupt: the container refused/,
    ],
  ];
  for (const [name, given, manner, cause] of causes)
    test(`names the cause: ${name}`, async ({ page }) => {
      standIn.manner = manner;
      await open(page, given);
      const { ended, milliseconds } = await page.evaluate(() => lab.boot());
      expect(ended).toMatch(cause);
      // By the patience given here, and not by the service's own; five times that for a machine that stalls.
      expect(milliseconds).toBeLessThan(12_000);
      await expect.poll(standIn.current).toBeNull();
    });

  test('names the cause: nobody at that address', async ({ page }) => {
    await open(page, { standIn: `http://127.0.0.1:${await freePort()}`, options: { patience: 700 } });
    expect((await page.evaluate(() => lab.boot())).ended).toMatch(/^(blocked|start-timeout): /);
  });

  test('waits once: after a silent engine only a new document tries again', async ({ page }) => {
    standIn.manner = 'hangs';
    await open(page, { options: { patience: 2_000 } });
    const [built, torn] = [standIn.built(), standIn.tornDown()];
    expect((await page.evaluate(() => lab.boot())).ended).toMatch(/^start-timeout/);
    standIn.release();
    // It comes after all: nobody waits for it, so it is given back.
    await expect.poll(() => [standIn.built() - built, standIn.tornDown() - torn]).toEqual([1, 1]);
    const again = await page.evaluate(() => lab.boot());
    expect(again.ended).toMatch(/^start-timeout/);
    // At once, and not after the same patience again.
    expect(again.milliseconds).toBeLessThan(2_000);
    await page.reload();
    await page.waitForFunction(() => 'lab' in globalThis);
    expect((await page.evaluate(() => lab.boot())).ended).toBe('ready');
  });

  test('is given back once, and boots again', async ({ page }) => {
    await open(page);
    for (const round of [1, 2]) {
      const torn = standIn.tornDown();
      expect((await page.evaluate(() => lab.boot())).ended).toBe('ready');
      expect((await page.evaluate(() => lab.boot())).ended, `second boot, round ${round}`).toMatch(
        /^other-host/,
      );
      await page.evaluate(() => {
        lab.state.running?.stop();
        lab.state.running?.stop();
      });
      await expect.poll(() => standIn.tornDown() - torn).toBe(1);
      expect(await page.evaluate(() => lab.call('/'))).toEqual({ error: 'cancelled: stopped' });
    }
    expect((await page.evaluate(() => lab.boot())).ended).toBe('ready');
    const torn = standIn.tornDown();
    await page.goto('about:blank');
    await expect.poll(() => standIn.tornDown() - torn).toBe(1);
  });

  test('can be cancelled while the engine is asked, and asked again', async ({ page }) => {
    standIn.manner = 'hangs';
    await open(page);
    const booting = page.evaluate(() => lab.boot());
    await expect.poll(() => page.locator('iframe').count()).toBe(1);
    await page.evaluate(() => lab.cancel());
    expect((await booting).ended).toBe('cancelled: by the test');
    const again = page.evaluate(() => lab.boot());
    standIn.release();
    expect((await again).ended).toBe('ready');
  });

  test('survives a crash after an edit: files stay, a restart brings it back', async ({ page }) => {
    await open(page);
    expect((await page.evaluate(() => lab.boot())).ended).toBe('ready');
    const good = await page.evaluate(() => lab.files().readFile('api.mjs', 'utf-8'));
    await page.evaluate(() => lab.files().writeFile('api.mjs', 'this is no JavaScript'));
    expect(await page.evaluate(() => lab.restart())).toMatch(/^crashed: exit code 1\n(.*\n)*SyntaxError/);
    expect(await page.evaluate(() => lab.call('/'))).toMatchObject({
      error: expect.stringContaining('crashed'),
    });
    await page.evaluate((good) => lab.files().writeFile('api.mjs', good), good);
    expect(await page.evaluate(() => lab.restart())).toBe('ready');
    expect(await page.evaluate(() => lab.call('/'))).toMatchObject({ status: 200 });
  });
});

test.describe('container, live', { tag: '@desktop' }, () => {
  test('StackBlitz itself boots the small service', async ({ page }) => {
    test.skip(
      process.env['LIVE_WEBCONTAINER'] !== 'yes',
      'skipped: asks stackblitz.com, so only with LIVE_WEBCONTAINER=yes and a network',
    );
    test.setTimeout(120_000);
    const key = process.env['PUBLIC_WEBCONTAINER_KEY'] ?? null;
    await page.goto(
      ground.page({
        standIn: 'https://stackblitz.com',
        frames: 'https://stackblitz.com https://*.webcontainer-api.io https://*.webcontainer.io',
        options: { key, patience: 60_000 },
      }),
    );
    await page.waitForFunction(() => 'lab' in globalThis);
    expect((await page.evaluate(() => lab.boot())).ended).toBe('ready');
    expect(await page.evaluate(() => lab.call('/'))).toMatchObject({
      status: 200,
      body: { greeting: 'hello' },
    });
  });
});
