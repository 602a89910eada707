// The lab's page as built, with its own headers. Where a container is needed the stand-in takes StackBlitz's place: the policy then has
// this machine's addresses in frame-src beside its own, and that is the only change.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { edits, sizes } from '../../demos/lab/demo.ts';
import { examplePassword, users } from '../../demos/reference-api/storage/examples.ts';
import { ownFolder } from '../../infra/local/service.ts';
import { childNode } from '../container/child.ts';
import { type Front, frontOf } from '../container/front.ts';
import { type StandInServer, serveStandIn } from '../container/server.ts';
import { axe } from './axe.ts';
import { expect, test } from './watched.ts';

const child = childNode();

const framing = (policy: string): string => policy.replace('frame-src ', 'frame-src http://127.0.0.1:* ');

const pointed = (page: Page, standIn: StandInServer) =>
  page.addInitScript((origin) => {
    Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: origin });
  }, standIn.origin);

const violations = async (page: Page) => (await page.evaluate(() => window.violations ?? [])).join('\n');

const state = (page: Page) => page.locator('#lab [data-status]');

test.describe('lab', { tag: '@desktop' }, () => {
  let standIn: StandInServer;
  let front: Front;
  test.beforeEach(async ({ baseURL }) => {
    [standIn, front] = await Promise.all([serveStandIn(child.path), frontOf(baseURL ?? '', framing)]);
  });
  test.afterEach(async () => {
    await Promise.all([standIn.stop(), front.stop()]);
  });

  test('boots the real project, takes an edit, has a shell, is given back', async ({ page }) => {
    test.slow();
    await pointed(page, standIn);
    await page.goto(`${front.origin}/lab/`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByRole('button', { name: 'Start in a WebContainer' }).click();
    await expect(state(page)).toContainText(`WebContainer · Node ${child.version.slice(1)} · PostgreSQL 18`, {
      timeout: 60_000,
    });
    const lab = page.locator('#lab');
    const [edit] = edits.filter(({ id }) => id === 'no-lock');
    await lab.getByRole('button', { name: edit?.title ?? '' }).click();
    await lab.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(lab.getByText('documents.locked', { exact: true }).last()).toBeVisible();
    await lab.getByRole('button', { name: 'Save and restart' }).click();
    await expect(lab.getByRole('button', { name: 'Restart the API' })).toBeVisible({ timeout: 60_000 });
    await lab.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(lab.getByText('row-security', { exact: true }).last()).toBeVisible();
    await expect(lab.locator('[data-terminal="Output of the API"]')).toContainText('"event":"listening"');
    expect(await axe(page, { without: 'iframe', schemes: ['light'] })).toEqual([]);

    await lab.getByRole('tab', { name: 'Shell' }).click();
    await expect(lab.locator('[data-terminal^="Shell"]')).toContainText('❯');
    await lab.locator('[data-terminal^="Shell"] textarea').focus();
    await page.keyboard.type('ls\n');
    await expect(lab.locator('[data-terminal^="Shell"]')).toContainText('api.mjs');
    expect(await violations(page)).toBe('');

    await lab.getByRole('button', { name: 'Stop' }).click();
    await expect(state(page)).toContainText('Stopped');
    await expect.poll(standIn.current).toBeNull();
  });

  test('offers the tab when StackBlitz says nothing, with the same console', async ({ page }) => {
    test.slow();
    standIn.manner = 'silent';
    await pointed(page, standIn);
    await page.goto(`${front.origin}/lab/`);
    const lab = page.locator('#lab');
    await lab.getByRole('button', { name: 'Start in a WebContainer' }).click();
    await lab.getByRole('button', { name: 'Start in this tab instead' }).click({ timeout: 60_000 });
    await expect(state(page)).toContainText('this tab · PostgreSQL 18', { timeout: 60_000 });
    await lab.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(lab.getByText('200 OK', { exact: true })).toBeVisible();
    await expect(lab.getByRole('navigation', { name: 'Files in the container' })).toHaveCount(0);
    expect(await axe(page, { without: 'iframe', schemes: ['light'] })).toEqual([]);
  });

  test('can be cancelled', async ({ page }) => {
    standIn.manner = 'hangs';
    await pointed(page, standIn);
    await page.goto(`${front.origin}/lab/`);
    await page.locator('#lab').getByRole('button', { name: 'Start in a WebContainer' }).click();
    await page.locator('#lab').getByRole('button', { name: 'Cancel' }).click();
    await expect(state(page)).toContainText('You stopped it.');
  });

  test('asks StackBlitz with the address its own policy allows, and for nothing before the press', async ({
    page,
  }) => {
    const asked: string[] = [];
    await page.route(/^https:/, (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    await page.goto('/lab/');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.locator('#lab').getByRole('button', { name: 'Start in a WebContainer' }).click();
    await expect
      .poll(() => asked, { timeout: 30_000 })
      .toEqual(['https://stackblitz.com/headless?coep=require-corp&version=1.6.4']);
    expect(
      (await page.evaluate(() => window.violations ?? [])).filter((one) => one.includes('frame-src')),
    ).toEqual([]);
  });

  test('says so when the page is not isolated, and starts in the tab', async ({ page, baseURL }) => {
    const plain = await frontOf(baseURL ?? '', (policy) => policy, ['cross-origin-embedder-policy']);
    await page.goto(`${plain.origin}/lab/`);
    const lab = page.locator('#lab');
    await lab.hover();
    await expect(lab.getByText('No container here.')).toBeVisible();
    await expect(lab.getByText('This page is not isolated')).toBeVisible();
    await expect(lab.getByRole('button', { name: 'Start in this tab' })).toHaveCount(1);
    await plain.stop();
  });
});

test('the zip runs in an empty folder with nothing but Node', { tag: '@desktop' }, async ({ request }) => {
  const folder = ownFolder('zip');
  const zip = await (await request.get('/runtime/reference-api.zip')).body();
  expect(Math.abs(zip.length / 1e6 - sizes.zip)).toBeLessThan(0.5);
  for (const [path, bytes] of Object.entries(unzipSync(new Uint8Array(zip)))) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  for (const { path, find } of edits)
    expect(readFileSync(join(folder, path), 'utf8').split(find), `${path} holds the edit once`).toHaveLength(
      2,
    );
  const running = spawn(child.path, ['api.mjs'], { cwd: folder, env: { PORT: '0' } });
  let said = '';
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await expect.poll(() => /"port":(\d+)/.exec(said)?.[1], { timeout: 60_000 }).toBeTruthy();
  const port = /"port":(\d+)/.exec(said)?.[1];
  expect((await request.get(`http://127.0.0.1:${port}/v1/documents`)).status()).toBe(401);
  const signed = await request.post(`http://127.0.0.1:${port}/v1/sessions`, {
    data: { email: users.vera.email, password: examplePassword },
  });
  expect(signed.status()).toBe(201);
  running.kill();
  await new Promise((resolve) => running.once('close', resolve));
  rmSync(folder, { recursive: true });
});
