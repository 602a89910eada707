// The sandbox as a reader meets it: the real API in the tab, its real address, a second tab, files, and a browser that refuses.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { axe } from './axe.ts';
import { test, expect as watched } from './watched.ts';

// A start takes two seconds on a machine of its own, and many times that beside other tests.
const expect = watched.configure({ timeout: 20_000 });
test.setTimeout(240_000);

const plate = (page: Page) => page.locator('#sandbox');
const button = (page: Page, name: string | RegExp) =>
  plate(page).getByRole('button', { name, exact: typeof name === 'string' });
const inForm = (page: Page, name: string) =>
  plate(page).locator('form').getByRole('button', { name, exact: true });
const ask = (page: Page, path: string) =>
  page.evaluate(async (address) => {
    const response = await fetch(address);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  }, `/sandbox/api${path}`);

/** The page with its engine there and its service worker asked for, nothing booted. */
async function open(page: Page): Promise<void> {
  await page.goto('/sandbox/');
  await plate(page).hover({ position: { x: 5, y: 5 } });
  await expect(plate(page)).toHaveAttribute('data-live');
}
async function boot(page: Page): Promise<void> {
  await open(page);
  await button(page, 'Boot').click();
  await expect(button(page, 'Stop')).toBeVisible({ timeout: 60_000 });
}
async function signIn(page: Page, email: string): Promise<void> {
  await plate(page).getByLabel('Call as').selectOption(email);
  // The token of whoever called before stays until there is another.
  await expect(answer(page)).toContainText(email);
  await expect(answer(page)).toContainText('201 Created');
  await expect(plate(page).getByText('Token for')).toBeVisible();
}
async function choose(page: Page, name: RegExp, id: string): Promise<void> {
  const inList = plate(page).getByRole('button', { name });
  if (await inList.isVisible()) await inList.click();
  else await plate(page).getByRole('combobox', { name: 'Call', exact: true }).selectOption(id);
}
const answer = (page: Page) => plate(page).getByRole('group', { name: 'Last call and its answer' });

test.describe('the sandbox', { tag: '@desktop' }, () => {
  test('has a recorded run for a browser that starts nothing', async ({ page }) => {
    await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'Worker'));
    await open(page);
    await button(page, 'Boot').click();
    await button(page, 'Use the recorded run').click();
    await expect(button(page, 'Stop')).toBeVisible();
    await plate(page).getByLabel('Call as').selectOption('ada@aster.example');
    await expect(plate(page).getByRole('tab', { name: 'Calls (1)' })).toBeVisible();
    await inForm(page, 'Send').click();
    await expect(answer(page)).toContainText('200');
    await expect(answer(page)).toContainText('recorded');
    await expect(button(page, 'Export the database')).toHaveCount(0);
  });

  test('answers at its real address, copies a call and shares it, and goes on without a network', async ({
    page,
    context,
    trouble,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await boot(page);
    // What the browser says of an answer with 401 is no trouble of the page.
    expect((await trouble.seen()).filter((line) => !line.includes('401'))).toEqual([]);
    expect(await ask(page, '/v1/documents')).toMatchObject({ status: 401, type: 'application/problem+json' });
    await signIn(page, 'cora@brook.example');
    await choose(page, /PUT .*lock/, 'documents.lock');
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await inForm(page, 'Copy as curl').click();
    await expect.poll(clipboard).toMatch(/^TOKEN=.*\ncurl -i -X PUT .*\/lock/s);
    await inForm(page, 'Copy as fetch').click();
    await expect.poll(clipboard).toContain('/sandbox/api/v1/documents/');
    await button(page, 'Share').click();
    await expect.poll(clipboard).toContain('#sandbox?s=');
    // The link opens the call, sends nothing and has no token.
    const shared = await context.newPage();
    await shared.goto(await clipboard());
    await expect(plate(shared).getByText('It needs a token: choose who calls.')).toBeVisible();
    await expect(plate(shared).locator('form')).toContainText('PUT /v1/documents/');
    await expect(plate(shared).getByRole('tab', { name: 'Calls (0)' })).toBeVisible();
    await shared.close();
    await context.setOffline(true);
    await signIn(page, 'carl@aster.example');
    await choose(page, /GET \/documents$/, 'documents.list');
    await page.keyboard.press('Control+Enter');
    await expect(answer(page).getByText('200 OK')).toBeVisible();
    await expect(answer(page).getByText('Node.js Service')).toBeVisible();
    const other = await context.newPage();
    const opened = await other.goto('/sandbox/api/healthz');
    expect(opened?.status()).toBe(200);
    expect(opened?.headers()).toMatchObject({
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  test('says 503 in words when no tab runs it, and boots for a call that is sent', async ({ page }) => {
    await open(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const refused = await ask(page, '/v1/me');
    expect(refused).toMatchObject({ status: 503, type: 'application/problem+json' });
    expect(refused.text).toContain('press Boot');
    await choose(page, /GET \/healthz/, 'health.live');
    await button(page, 'Boot and send').click();
    await expect(answer(page).getByText('200 OK')).toBeVisible({ timeout: 60_000 });
    const document = await page.context().newPage();
    await page.close();
    const gone = await document.goto('/sandbox/api/v1/me');
    expect(gone?.status()).toBe(503);
    expect(gone?.headers()['content-type']).toBe('application/problem+json');
  });

  test('is shared by two tabs, and the second boots when the first is closed', async ({ page, context }) => {
    await boot(page);
    const second = await context.newPage();
    await open(second);
    await expect(plate(second).getByText('Another tab of yours runs the API')).toBeVisible();
    await expect(button(second, 'Boot')).toHaveCount(0);
    await signIn(second, 'vera@aster.example');
    await inForm(second, 'Send').click();
    await expect(answer(second).getByText('another tab of this browser')).toBeVisible();
    // What the API says reaches both.
    await plate(second)
      .getByRole('tab', { name: /Log and spans/ })
      .click();
    await expect(plate(second).getByText('documents.list 200')).toBeVisible();
    await page.close();
    await expect(plate(second).getByText('its database went with it')).toBeVisible();
    expect((await ask(second, '/healthz')).status).toBe(503);
    await button(second, 'Boot').click();
    await expect(button(second, 'Stop')).toBeVisible({ timeout: 60_000 });
    expect((await ask(second, '/healthz')).status).toBe(200);
  });

  test('keeps the database: reset and undo, export and import, a file that is none, a stop that asks', async ({
    page,
  }) => {
    await boot(page);
    await signIn(page, 'carl@aster.example');
    await choose(page, /POST \/documents$/, 'documents.create');
    await inForm(page, 'Send').click();
    await expect(answer(page).getByText('201 Created')).toBeVisible();
    const stored = async (there: boolean) => {
      await plate(page).getByRole('tab', { name: 'Database' }).click();
      await plate(page).getByRole('tabpanel').getByRole('button', { name: 'Documents as stored' }).click();
      await expect(plate(page).getByRole('cell', { name: 'Ward rota' })).toBeVisible();
      await expect(plate(page).getByRole('cell', { name: 'Notes from the sandbox' })).toHaveCount(
        there ? 1 : 0,
      );
    };
    await stored(true);
    const download = page.waitForEvent('download');
    await button(page, 'Export the database').click();
    const file = await readFile(await (await download).path());
    await expect(plate(page).getByText('1 change, not exported')).toHaveCount(0);
    await button(page, 'Reset to the example data').click();
    await expect(plate(page).getByText('The example data is back')).toBeVisible();
    await stored(false);
    await button(page, 'Undo the reset').click();
    await expect(plate(page).getByText('The reset is undone')).toBeVisible({ timeout: 60_000 });
    await stored(true);
    await button(page, 'Reset to the example data').click();
    await expect(plate(page).getByText('The example data is back')).toBeVisible();
    const input = plate(page).locator('input[type="file"]');
    const offer = (name: string, buffer: Buffer) =>
      input.setInputFiles({ name, mimeType: 'application/x-tar', buffer });
    await offer('half.tar', file.subarray(0, file.length / 2));
    await expect(plate(page).getByRole('alert')).toContainText('ends too early');
    await offer('export.tar', file);
    await expect(plate(page).getByText('The database of the file is in place')).toBeVisible({
      timeout: 20_000,
    });
    await stored(true);
    // The keys of the sealed texts came along.
    await signIn(page, 'carl@aster.example');
    await choose(page, /GET \/documents\/\{id\}$/, 'documents.read');
    await inForm(page, 'Send').click();
    await expect(answer(page).getByText('Example text 2')).toBeVisible();
    // A stop that loses a change asks first.
    await choose(page, /POST \/documents$/, 'documents.create');
    await inForm(page, 'Send').click();
    await expect(plate(page).getByText('1 change, not exported')).toBeVisible();
    await button(page, 'Stop').click();
    await expect(plate(page).getByRole('alertdialog')).toContainText('one change made here is in no export');
    await button(page, 'Keep running').click();
    await button(page, 'Stop').click();
    await button(page, 'Stop and lose them').click();
    await expect(plate(page).getByText('One change made here went with it').first()).toBeVisible();
    await expect(button(page, 'Boot')).toBeVisible();
  });
});

test.describe('without service workers', { tag: '@desktop' }, () => {
  test.use({ serviceWorkers: 'block' });

  test('the console talks to the API directly, and says so', async ({ page }) => {
    await boot(page);
    await expect(plate(page).getByText('The console talks to the API directly')).toBeVisible();
    await signIn(page, 'carl@aster.example');
    await inForm(page, 'Send').click();
    await expect(answer(page).getByText('200 OK')).toBeVisible();
    expect((await ask(page, '/healthz')).status).toBe(404);
  });
});

test('the console in use is sound in light and dark, and fits a phone', async ({ page, isMobile }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await boot(page);
  await signIn(page, 'ada@aster.example');
  await choose(page, /POST \/documents$/, 'documents.create');
  await inForm(page, 'Send').click();
  await expect(answer(page).getByText('201 Created')).toBeVisible();
  await plate(page).getByText('Token for').click();
  for (const tab of ['Calls', 'Log and spans', 'Database']) {
    await plate(page).getByRole('tab', { name: tab }).click();
    if (tab === 'Database') {
      await plate(page).getByRole('tabpanel').getByRole('button', { name: 'Audit chain' }).click();
      await expect(plate(page).getByRole('cell', { name: 'documents.create' })).toBeVisible();
    }
    const schemes = isMobile ? (['light'] as const) : (['light', 'dark'] as const);
    expect(await axe(page, { within: '#sandbox', schemes }), tab).toEqual([]);
    for (const width of isMobile ? [390, 320] : []) {
      await page.setViewportSize({ width, height: 844 });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        `${tab} at ${width}`,
      ).toBeLessThanOrEqual(0);
    }
  }
});
