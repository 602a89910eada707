// The failure switchboard as a reader meets it: told first, then the API in the tab really without its cache and its database.

import { faults } from './axe.ts';
import { test, expect as watched } from './watched.ts';

// A start takes two seconds on a machine of its own, and many times that beside other tests.
const expect = watched.configure({ timeout: 60_000 });
test.setTimeout(180_000);

test('switches tell what goes dark, then the API in the tab loses what it can and comes back', {
  tag: '@desktop',
}, async ({ page, trouble }) => {
  const plate = page.locator('#switchboard');
  const press = (name: RegExp) => plate.getByRole('button', { name }).click();
  await page.goto('/demos/switchboard/');
  await expect(plate).toContainText('Lost: zone A.');
  await press(/^Stop one API task/);
  await expect(plate).toContainText('this was the other');
  await press(/^Lose zone A/);
  await press(/^Stop one API task/);
  await expect(plate).toContainText('Nothing is lost.');

  await press(/^Boot and send calls/);
  const rows = plate.getByRole('table', { name: /^Answers by status/ }).locator('tbody tr');
  const newest = (counts: RegExp) => expect(rows.first()).toHaveText(counts);
  await newest(/^nothing lost200 × \d+200 × \d+201 × \d+201 × \d+yes$/);
  // The cache, by its key: sign-in closes and the rest goes on.
  await page.keyboard.press('4');
  await newest(/^cache lost200 × \d+200 × \d+201 × \d+503 × \d+yes$/);
  await page.keyboard.press('4');
  await press(/^Lose the primary database/);
  await newest(/^database lost503 × \d+503 × \d+503 × \d+503 × \d+yes$/);
  await press(/^Lose the primary database/);
  await newest(/^nothing lost200 × \d+200 × \d+201 × \d+201 × \d+yes$/);

  await press(/^Pause calls/);
  await expect(plate.getByRole('button', { name: 'Send calls' })).toBeVisible();
  expect(await faults(page, '#switchboard')).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await press(/^Reset/);
  await expect(plate).toContainText('No call was sent yet.');
  await press(/^Stop$/);
  await expect(plate.locator('[data-status="stopped"]')).toBeVisible();
  expect(await trouble.seen()).toEqual([]);
});
