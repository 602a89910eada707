// The cost calculator and the rolling deploy as a reader meets them: read first, without script; then set, compared, broken.
import type { Page } from '@playwright/test';
import { faults } from './axe.ts';
import { expect, test } from './watched.ts';

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

async function waken(page: Page, id: string): Promise<void> {
  await page.locator(`#${id}`).hover({ position: { x: 5, y: 5 } });
  await expect(page.locator(`#${id}`)).toHaveAttribute('data-live');
}

test('a month is read, set, compared with another, and shared', { tag: '@desktop' }, async ({
  page,
  trouble,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/demos/cost/');
  const plate = page.locator('#cost');
  const total = plate.getByRole('status').filter({ hasText: 'a month' });
  const before = (await total.textContent()) ?? '';
  await expect(plate.getByRole('row', { name: 'Total' })).toContainText(/\$\d{3}\.\d\d/);
  await waken(page, 'cost');
  await expect(total).toHaveText(before);

  await plate.getByRole('button', { name: 'Pin to compare' }).click();
  await plate.getByLabel('Zones').selectOption('one');
  await expect(total).toContainText('less than the pinned Baseline');
  await expect(plate.getByText('The database stands in one zone')).toBeVisible();
  await plate.getByLabel('Requests').fill('301');
  await expect(plate.getByRole('alert')).toContainText('from 0 to 300');
  await plate.getByLabel('Requests').fill('40');
  await expect(plate.getByRole('alert')).toHaveCount(0);
  await plate.getByText('Every line, with its price').click();
  await expect(plate.getByRole('row', { name: /API Gateway.*Requests/ }).last()).toContainText('$40.00');
  await plate.getByRole('button', { name: 'Copy as CSV' }).click();
  const sum = ((await total.textContent()) ?? '').match(/\$([\d,.]+)/)?.[1]?.replace(',', '');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`total,,,,,,,${sum},,`);
  expect(await faults(page, '#cost')).toEqual([]);

  await plate.getByRole('button', { name: 'Share' }).click();
  await expect(plate.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const shared = (await total.textContent()) ?? '';
  await plate.getByRole('button', { name: 'Reset' }).click();
  await expect(total).toHaveText(before);
  await plate.getByRole('button', { name: 'Undo' }).click();
  await expect(total).toHaveText(shared);
  await page.goto('/demos/');
  await page.goto(link);
  await expect(total).toHaveText(shared);
  expect(await trouble.seen()).toEqual([]);
});

test('a deploy is read, walked with the keyboard, broken by its settings and its image', {
  tag: '@desktop',
}, async ({ page, trouble }) => {
  await page.goto('/demos/rolling-deploy/');
  const plate = page.locator('#rolling-deploy');
  const summary = plate.locator('[data-tone][role="status"]');
  await expect(summary).toContainText('no request was lost');
  await expect(plate.getByRole('row', { name: /^Any of these three/ })).toContainText('Holds in every order');
  await waken(page, 'rolling-deploy');
  await plate.getByRole('button', { name: 'Event before' }).press('[');
  await expect(plate.locator('output')).toHaveText('1:13');
  await page.keyboard.press('p');
  await expect(plate.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(plate.getByRole('button', { name: 'Play' })).toBeVisible();

  await plate.getByRole('button', { name: 'Never starts' }).click();
  await expect(summary).toContainText('Rolled back by itself');
  await plate.getByLabel('Maximum').fill('100');
  await expect(summary).toContainText('Cannot proceed');
  await expect(plate.getByRole('row', { name: /^Healthy Cannot|^Healthy 1/ })).toContainText(
    'Cannot proceed',
  );
  await plate.getByRole('button', { name: 'Reset' }).click();
  await expect(summary).toContainText('Deployed');
  await plate.getByRole('button', { name: 'Undo' }).click();
  await expect(summary).toContainText('Cannot proceed');
  expect(await faults(page, '#rolling-deploy')).toEqual([]);
  expect(await trouble.seen()).toEqual([]);
});

test('both fit a phone, and are set with a thumb', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/demos/cost/');
  await page
    .locator('#cost')
    .getByRole('button', { name: /^Growth/ })
    .tap();
  await expect(page.locator('#cost').getByRole('button', { name: /^Growth/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.locator('#cost').getByText('Every line, with its price').tap();
  await fits(page);
  expect(await faults(page, '#cost')).toEqual([]);
  await page.goto('/demos/rolling-deploy/');
  await page.locator('#rolling-deploy').getByRole('button', { name: 'Starts, fails its checks' }).tap();
  await expect(page.locator('#rolling-deploy').getByText('Rolled back by itself')).toBeVisible();
  await fits(page);
  expect(await faults(page, '#rolling-deploy')).toEqual([]);
});
