// What every demo shares, on a page of the site: the plate and client:touch.
import type { Page } from '@playwright/test';
import { axe } from './axe.ts';
import { expect as hurried, test } from './watched.ts';

// Booting on a machine that also runs other tests takes its time.
const expect = hurried.configure({ timeout: 30_000 });

const plate = (page: Page) => page.locator('#first-request');
const button = (page: Page, name: string | RegExp) => plate(page).getByRole('button', { name });
const alive = (page: Page) => expect(plate(page)).toHaveAttribute('data-live');

/** Paths asked for since the page was opened, scripts and data alike. */
function watch(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  return asked;
}
const demoParts = /FirstRequest\.[\w-]+\.js|react|\/runtime\/|client\.\w+\.js/;

test('a page without a demo has nothing of one', { tag: '@desktop' }, async ({ page, baseURL }) => {
  const asked = watch(page);
  await page.goto('/decisions/', { waitUntil: 'networkidle' });
  expect(await page.locator('astro-island').count()).toBe(0);
  expect(asked.filter((path) => demoParts.test(path))).toEqual([]);
  const html = await (await page.request.get(`${baseURL}/decisions/`)).text();
  expect(html).not.toContain('astro-island');
});

test('a demo loads at the first touch, and its database not before a press', async ({ page, trouble }) => {
  const asked = watch(page);
  await page.goto('/web-stack/', { waitUntil: 'networkidle' });
  await expect(plate(page)).toContainText('recorded');
  await expect(plate(page)).toContainText('404 Not Found');
  expect(asked.filter((path) => demoParts.test(path))).toEqual([]);

  await plate(page).getByText('1 header').click();
  await alive(page);
  await expect(plate(page)).toContainText('Bearer (left out of the recording)');
  expect(asked.filter((path) => path.startsWith('/runtime/'))).toEqual([]);
  expect(await trouble.seen()).toEqual([]);
});

test('a press that comes before the script is kept: it boots, sends, stops', async ({ page, trouble }) => {
  await page.goto('/web-stack/');
  await button(page, 'Boot and send').click();
  await expect(plate(page).locator('[data-host="tab"]')).toContainText('this tab');
  await expect(plate(page).locator('[data-status]')).toContainText('running');
  await expect(plate(page)).toContainText('Refused by L4 Authorisation');

  await button(page, /Carl/).first().click();
  await button(page, 'Read Carl’s handbook').click();
  await expect(plate(page).locator('[data-host="recorded"]')).toBeVisible();
  await button(page, /^Send$/).click();
  await expect(plate(page).locator('[data-host="tab"]')).toBeVisible();
  await expect(plate(page)).toContainText('200 OK');
  expect(await axe(page, { within: '#first-request', schemes: ['light'] })).toEqual([]);

  await plate(page).getByText('What just happened').click();
  await expect(plate(page).locator('ol')).toContainText('Carl signs in: 201 Created');
  await button(page, 'Stop').click();
  await expect(plate(page).locator('[data-status="stopped"]')).toContainText('nothing is lost');
  expect(await trouble.seen()).toEqual([]);
});

test('presses that come before the script are kept in their order, each once', async ({ page, trouble }) => {
  let come: () => void = () => {};
  const coming = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route('**/_astro/islands.*', async (route) => {
    await coming;
    await route.continue();
  });
  await page.goto('/web-stack/');
  for (const name of [/Ada/, /Ask without a token/, /Abel/, /Ada/, /Abel/]) await button(page, name).click();
  await expect(button(page, /Abel/)).toHaveAttribute('aria-busy', 'true');
  await expect(button(page, /Abel/)).toHaveAttribute('aria-pressed', 'false');
  come();
  await alive(page);
  await expect(button(page, /Abel/)).toHaveAttribute('aria-pressed', 'true');
  await expect(plate(page)).toContainText('401 Unauthorized');
  await expect(plate(page).locator('[aria-busy="true"]')).toHaveCount(0);
  expect(await trouble.seen()).toEqual([]);
});

test('by keyboard alone: choose, reset, undo, keys', { tag: '@desktop' }, async ({ page }) => {
  await page.goto('/web-stack/');
  await button(page, /Ada/).focus();
  await alive(page);
  await page.keyboard.press('Enter');
  await expect(button(page, /Ada/)).toHaveAttribute('aria-pressed', 'true');

  await button(page, 'Reset').focus();
  await page.keyboard.press('Enter');
  await expect(button(page, /Vera/)).toHaveAttribute('aria-pressed', 'true');
  await expect(plate(page).getByText('Back to the first request.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(button(page, /Ada/)).toHaveAttribute('aria-pressed', 'true');
  await expect(button(page, 'Reset')).toBeFocused();
  await expect(button(page, 'Undo')).toHaveCount(0);

  // Undo is also reached by Tab, and the next action takes the offer away.
  await page.keyboard.press('Enter');
  for (let n = 0; n < 5; n++) await page.keyboard.press('Tab');
  await expect(button(page, 'Undo')).toBeFocused();
  await page.keyboard.press('Shift+?');
  const dialog = page.getByRole('dialog', { name: 'Keys in this demo' });
  await expect(dialog).toContainText('Undo the reset');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button(page, 'Undo')).toBeFocused();
});

test('a link carries the choice, and runs nothing', { tag: '@desktop' }, async ({
  page,
  context,
  trouble,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/web-stack/');
  await button(page, /Abel/).click();
  await button(page, /Ask without a token/).click();
  await button(page, 'Share').click();
  await expect(plate(page).getByText('Link copied with this person and request.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/web-stack\/#first-request\?s=[\w-]+$/);

  const asked = watch(page);
  await page.goto('about:blank');
  await page.goto(link);
  await alive(page);
  await expect(button(page, /Abel/)).toHaveAttribute('aria-pressed', 'true');
  await expect(plate(page)).toContainText('401 Unauthorized');
  await expect(plate(page)).toBeInViewport();
  expect(asked.filter((path) => path.startsWith('/runtime/'))).toEqual([]);
  await expect(page.locator('.missing-place')).toHaveCount(0);

  // Broken ones say so, on arrival and while the page stands; the demo stays as it was.
  await page.evaluate(() => {
    location.hash = '#first-request?s=AAAA';
  });
  await expect(plate(page).getByText(/The link is damaged/)).toBeVisible();
  await expect(button(page, /Abel/)).toHaveAttribute('aria-pressed', 'true');
  expect(await trouble.seen()).toEqual([]);
});

test('where copying is refused, the link stands in a field', { tag: '@desktop' }, async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await page.goto('/web-stack/');
  await button(page, 'Share').click();
  const field = page.getByRole('textbox', { name: 'The link' });
  await expect(field).toHaveValue(/#first-request\?s=/);
  const selected = () => field.evaluate((it: HTMLTextAreaElement) => it.selectionEnd - it.selectionStart);
  expect(await selected()).toBeGreaterThan(40);
});

test('where the browser has no full screen, the plate lies over the page', async ({ page }) => {
  await page.addInitScript(() => {
    Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('none'));
  });
  await page.goto('/web-stack/');
  await button(page, 'Full screen').click();
  await expect(plate(page)).toHaveAttribute('data-full');
  await expect(page.locator('.site-header')).toHaveJSProperty('inert', true);
  const box = await plate(page).boundingBox();
  expect([box?.x, box?.y]).toEqual([0, 0]);
  await page.keyboard.press('Escape');
  await expect(plate(page)).not.toHaveAttribute('data-full');
  await expect(page.locator('.site-header')).toHaveJSProperty('inert', false);
});

test('a script that does not come is said, and the first frame stays', { tag: '@desktop' }, async ({
  page,
}) => {
  for (const missing of ['FirstRequest', 'islands']) {
    await page.route(`**/_astro/${missing}.*`, (route) => route.abort());
    await page.goto('/web-stack/');
    await button(page, 'Boot and send').click();
    await expect(page.getByRole('alert')).toContainText('could not be loaded');
    await expect(button(page, 'Boot and send')).not.toHaveAttribute('aria-busy');
    await expect(plate(page)).toContainText('404 Not Found');
    await page.unrouteAll();
  }
});

test('on a phone everything can be pressed with a thumb', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/web-stack/');
  await button(page, 'Read Carl’s handbook').tap();
  await alive(page);
  const small = await plate(page).evaluate((section) =>
    [...section.querySelectorAll('button, .plate-actions a, summary')]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 43.5)
      .map((one) => one.textContent),
  );
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
