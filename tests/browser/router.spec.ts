// The router demo as a reader meets it: a first frame that teaches, three sources of a threshold, the promise drawn again, other
// traffic, a shadow, a message and a file of one's own; then a link, and a phone.
import type { Page } from '@playwright/test';
import { figures } from '#api/intake/model/figures.ts';
import { faults } from './axe.ts';
import { test, expect as watched } from './watched.ts';

const expect = watched.configure({ timeout: 30_000 });
test.setTimeout(120_000);
test.use({ actionTimeout: 30_000 });

const plate = (page: Page) => page.locator('#router');
const button = (page: Page, name: string | RegExp) =>
  plate(page).getByRole('button', { name, exact: typeof name === 'string' });
const tab = (page: Page, name: string) => plate(page).getByRole('tab', { name }).click();
const status = (page: Page) => plate(page).locator('[data-status]');
const tile = (page: Page, name: string) =>
  plate(page).locator('dl > div').filter({ hasText: name }).locator('dd').first();

test('by keyboard: routed, priced, promised; the promise, drawn again; other traffic, a shadow, a file', {
  tag: '@desktop',
}, async ({ page, context, trouble }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/demos/router/', { waitUntil: 'networkidle' });
  await expect(tile(page, 'Right among these')).toHaveText(/^98\.1/);
  await expect(plate(page).getByRole('article')).toContainText('What spoke for intent “refund”');
  expect(asked.filter((path) => /Router\.[\w-]+\.js|worker/.test(path))).toEqual([]);

  await button(page, 'Route 3,000 messages').focus();
  await expect(plate(page)).toHaveAttribute('data-live');
  expect(asked.filter((path) => /worker/.test(path))).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText('3,000 messages read, validated, calibrated and routed');
  // What is computed here is what was recorded.
  await expect(tile(page, 'Right among these')).toHaveText(/^98\.1/);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(plate(page).getByRole('article')).toContainText('The confidence of the whole is below');
  await expect(plate(page).locator('mark[data-for]').first()).toBeVisible();
  expect(await faults(page, '#router')).toEqual([]);

  await plate(page)
    .getByRole('slider', { name: /^Approve from/ })
    .focus();
  await page.keyboard.press('Home');
  await expect(tile(page, 'Right among these')).toHaveText(/^8\d\./);
  await button(page, 'Say what a mistake costs').click();
  await expect(plate(page).getByRole('list', { name: 'The pipeline' })).toContainText('≥ 0.900');
  await button(page, 'Say how many may go out').click();
  await expect(plate(page)).toContainText(/From 0\.947 on: of 1,800 calibration messages 35 were wrong/);

  await tab(page, 'Curves');
  const risk = plate(page).getByRole('slider', { name: /^Read: Risk and coverage/ });
  await risk.focus();
  await page.keyboard.press('End');
  await expect(risk).toHaveAttribute('aria-valuetext', /100\.0\s% approved/);
  await plate(page).getByText('As a table').first().click();
  await expect(plate(page).getByRole('columnheader', { name: 'Mean confidence' })).toBeVisible();
  expect(await faults(page, '#router')).toEqual([]);

  await tab(page, 'The promise, 400 times');
  await button(page, 'Draw 400 times here').click();
  await expect(plate(page)).toContainText('Drawn in this tab with seed 5.');
  await expect(plate(page)).toContainText(`broke in ${figures.naive} of 400`);
  await expect(plate(page)).toContainText(`broke in ${figures.guaranteed} of 400`);

  await tab(page, 'Traffic and spot checks');
  const share = plate(page).getByRole('slider', { name: /^Share of what would be approved/ });
  await share.focus();
  await page.keyboard.press('End');
  await expect(button(page, 'Show the mistakes that were caught')).toBeVisible();
  await button(page, /^34\s%$/).click();
  await expect(plate(page)).toContainText(/The alarm rang after 1,[6-9]00 messages/);

  await tab(page, 'Shadow model');
  await button(page, 'Train it and compare').click();
  await expect(plate(page).getByRole('row', { name: /^Right in all five fields/ })).toBeVisible();

  await tab(page, 'Messages');
  await button(page, 'One that gives orders').click();
  await expect(plate(page).getByRole('article', { name: 'Your message' })).toContainText('LB-48213');

  await tab(page, 'Your scores');
  const choose = plate(page).locator('input[type="file"]');
  const file = (text: string) => ({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose.setInputFiles(file('confidence,correct\n0.9,1\n95,1\n'));
  await expect(plate(page).getByRole('alert')).toContainText(
    'line 3 confidence “95” is no number from 0 to 1',
  );
  await button(page, 'Try a made-up one').click();
  await expect(plate(page)).toContainText(/4,000 rows, .* right\. Expected calibration error: \d/);
  await expect(plate(page)).toContainText(/Approve from 0\.9\d\d on:/);
  expect(await faults(page, '#router')).toEqual([]);
  // A file leaves nothing behind in what the page asks of its server.
  expect(asked.filter((path) => /mine|made-up/.test(path))).toEqual([]);

  await button(page, 'Share').click();
  await expect(plate(page)).toContainText('Link copied with these settings');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await button(page, 'Reset').click();
  await expect(plate(page).getByRole('slider', { name: /^Approve from/ })).toHaveValue('0.9');
  const other = await context.newPage();
  await other.goto(link.replace(/^https?:\/\/[^/]+/, new URL(page.url()).origin));
  // A link sets, and waits.
  await expect(tile(other, 'Right among these')).toHaveText('–');
  await expect(status(other)).toHaveAttribute('data-status', 'idle');
  await other.close();
  expect(await trouble.seen()).toEqual([]);
});

test('on a phone: a thumb on the slider, the pipeline from top to bottom', { tag: '@phone' }, async ({
  page,
  trouble,
}) => {
  await page.goto('/demos/router/');
  await button(page, 'Say what a mistake costs').tap();
  await expect(status(page)).toContainText('3,000 messages read');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  const heights = await plate(page)
    .getByRole('button')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((high) => high > 0));
  expect(heights.length).toBeGreaterThan(20);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  expect(await trouble.seen()).toEqual([]);
});
