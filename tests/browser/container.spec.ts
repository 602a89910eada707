// The contract with @webcontainer/api: the unmodified client against a stand-in on this machine (tests/container/README.md says what
// that does not prove). Each scenario ends in an answer or in a cause, never in waiting.
import type { Page } from '@playwright/test';
import { childNode } from '../container/child.ts';
import { type Given, type Ground, layGround } from '../container/ground.ts';
import { type StandInServer, serveStandIn } from '../container/server.ts';
import { expect, test } from './watched.ts';

test.describe.configure({ mode: 'serial' });

const child = childNode();
let standIn: StandInServer;
let ground: Ground;
test.beforeAll(async () => {
  [standIn, ground] = await Promise.all([serveStandIn(child.path), layGround()]);
});
test.afterAll(async () => {
  await Promise.all([standIn.stop(), ground.stop()]);
});
test.beforeEach(() => {
  test.info().annotations.push({
    type: 'node',
    description: `${child.version}${child.faithful ? '' : ', which no WebContainer has'}`,
  });
  standIn.manner = 'serves';
});

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
    expect(steps).toContain('node api.mjs');
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
});
