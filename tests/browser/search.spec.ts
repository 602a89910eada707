// The search palette in the built site, under its real Content-Security-Policy.
import type { Page } from '@playwright/test';
import { axe } from './axe.ts';
import { expect as hurried, test } from './watched.ts';

// Loading WebAssembly on a busy machine takes its time.
const expect = hurried.configure({ timeout: 20_000 });

const desktop = { tag: '@desktop' };
const input = (page: Page) => page.getByRole('combobox', { name: 'Search' });
const option = (page: Page, name: string | RegExp) =>
  page.locator('.palette').getByRole('option', { name }).first();
const note = (page: Page) => page.locator('.palette-note');

let complaints: string[] = [];

test.beforeEach(async ({ page }) => {
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto('/security/');
});

async function openByKey(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(input(page)).toBeFocused();
}

test.describe('opening and closing', () => {
  test('the button opens it, Escape closes it, and focus returns to the button', async ({ page }) => {
    const button = page.locator('[data-search]').first();
    await button.click();
    await expect(input(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.locator('.palette')).toBeHidden();
    await expect(button).toBeFocused();
  });

  test('the shortcut opens it, and focus returns to where it was', desktop, async ({ page }) => {
    const link = page.locator('.brand').first();
    await link.focus();
    await openByKey(page);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(link).toBeFocused();
  });

  // On a phone there is nothing beside it.
  test('a press beside it closes it, and it remembers nothing', desktop, async ({ page }) => {
    await openByKey(page);
    await input(page).fill('redis');
    await page.mouse.click(10, 10);
    await expect(page.locator('.palette')).toBeHidden();
    await openByKey(page);
    await expect(input(page)).toHaveValue('');
    await expect(option(page, 'Web stack')).toBeVisible();
  });
});

test.describe('finding', () => {
  test('"refresh rotation" finds the place in the text', async ({ page }) => {
    await openByKey(page);
    await input(page).fill('refresh rotation');
    await expect(page.locator('.palette').getByRole('group', { name: 'Pages' })).toContainText('Security');
    await option(page, /A refresh token works once Security/).click();
    await expect(page).toHaveURL(/\/security\/#a-refresh-token-works-once$/);
  });

  test(
    '"Redis" is a part of a diagram, first in the list, and opens its deep link',
    desktop,
    async ({ page }) => {
      await openByKey(page);
      await page.keyboard.type('Redis');
      const first = page.locator('.palette').getByRole('option').first();
      await expect(first).toContainText('Fig. 1.1');
      await expect(first.locator('mark').first()).toHaveText('Redis');
      await expect(first).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/web-stack\/#request-lifecycle\/redis$/);
    },
  );

  test('a decision, by words from its text', desktop, async ({ page }) => {
    await openByKey(page);
    await input(page).fill('fargate');
    const decision = page
      .locator('.palette')
      .getByRole('group', { name: 'Decisions' })
      .getByRole('option')
      .first();
    await expect(decision).toContainText('ECS Fargate');
    await decision.click();
    await expect(page).toHaveURL(/\/decisions\/[\w-]*fargate\/$/);
  });

  test('nothing found says so and offers the sections', desktop, async ({ page }) => {
    await openByKey(page);
    await input(page).fill('ظظظظ');
    await expect(note(page)).toHaveText('Nothing found for “ظظظظ”. The sections:');
    await expect(
      page.locator('.palette').getByRole('group', { name: 'Sections' }).getByRole('option'),
    ).not.toHaveCount(0);
    await option(page, 'Cloud').click();
    await expect(page).toHaveURL(/\/cloud\/$/);
  });

  test('what a reader types is never markup', desktop, async ({ page }) => {
    await openByKey(page);
    await input(page).fill('<img src=x onerror=alert(1)>');
    await expect(note(page)).not.toHaveText('Type to search, or choose a section.');
    await expect(page.locator('.palette img')).toHaveCount(0);
    expect(complaints).toEqual([]);
  });
});

test('by keyboard alone: choose, go round the ends, open', desktop, async ({ page }) => {
  await openByKey(page);
  await page.keyboard.type('confidence');
  await expect(note(page)).toHaveText(/\d+ results?/);
  const options = page.locator('.palette').getByRole('option');
  const active = () => input(page).getAttribute('aria-activedescendant');
  await expect(options.first()).toHaveId((await active()) ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await expect(options.last()).toBeInViewport();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.palette').getByRole('option', { selected: true })).toHaveCount(1);
  const address = await options.nth(1).getAttribute('href');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});

test('Control+Enter opens a new tab and leaves the palette as it is', desktop, async ({ page, context }) => {
  await openByKey(page);
  const opened = context.waitForEvent('page');
  await page.keyboard.press('Control+Enter');
  expect((await opened).url()).toContain('/web-stack/');
  await expect(input(page)).toBeFocused();
});

test('without its index it says so, offers the sections, and tries again', desktop, async ({ page }) => {
  await page.route('**/pagefind/**', (route) => route.abort());
  await openByKey(page);
  await expect(note(page)).toHaveText(/Search could not load its index/);
  await expect(option(page, 'Security')).toBeVisible();
  await page.unroute('**/pagefind/**');
  await input(page).fill('redis');
  await expect(page.getByRole('group', { name: 'Diagram parts' })).toBeVisible();
});

test('with only the WebAssembly missing it says so as well', desktop, async ({ page }) => {
  await page.route('**/wasm.*', (route) => route.abort());
  await openByKey(page);
  await expect(note(page)).toHaveText(/Search could not load its index/);
});

test('nothing of it is loaded before it is asked for', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => /pagefind|palette/.test(url))).toEqual([]);
});

test('axe finds nothing in the open palette, light and dark; no complaint from the policy', async ({
  page,
}) => {
  await openByKey(page);
  expect(await axe(page, { within: '.palette' })).toEqual([]);
  await input(page).fill('redis');
  await expect(note(page)).toHaveText(/results/);
  expect(await axe(page, { within: '.palette' })).toEqual([]);
  expect(complaints).toEqual([]);
});

test('at 390 px it fills the window and nothing runs out of it', { tag: '@phone' }, async ({ page }) => {
  await openByKey(page);
  await input(page).fill('authentication');
  await expect(note(page)).toHaveText(/results/);
  const box = await page.locator('.palette').boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, height: 844 });
  for (const part of await page.locator('.palette-option, .palette-close').all()) {
    const at = await part.boundingBox();
    if (at) expect(at.x + at.width).toBeLessThanOrEqual((box?.width ?? 0) + 1);
  }
});

test('without JavaScript there is no button that does nothing', desktop, async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}/security/`);
  for (const button of await page.locator('[data-search]').all()) await expect(button).toBeHidden();
  await context.close();
});
