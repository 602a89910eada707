// Links that come from outside: one that names nothing here, and a tap that is faster than the script it needs.

import { nodeOf, sectionOf } from './diagram.ts';
import { expect, test } from './watched.ts';

test('a link to a place that is not there says so and offers the nearest', async ({ page }) => {
  await page.goto('/web-stack/#request-lifecicle/redis');
  const note = page.locator('.missing-place');
  await expect(note).toHaveText(
    'This page has no place called “request-lifecicle/redis”. The nearest is Request lifecycle.',
  );
  await note.getByRole('link').click();
  await expect(page).toHaveURL(/#request-lifecycle$/);
});

test('a link to a heading, a part or nothing says nothing', async ({ page }) => {
  for (const hash of [
    '',
    '#request-lifecycle',
    '#request-lifecycle/redis',
    '#what-fails-and-what-then-happens',
  ]) {
    await page.goto(`/web-stack/${hash}`);
    await page.waitForLoadState('networkidle');
    await expect(page.locator('.missing-place')).toHaveCount(0);
  }
});

test('a first tap opens the part and the page stays where it is @phone', async ({ page }) => {
  await page.route(/_astro\/client\./, async (route) => {
    await new Promise((later) => setTimeout(later, 400));
    await route.continue();
  });
  await page.goto('/cloud/');
  await page.locator('html[data-started]').waitFor();
  const node = nodeOf(page, 'aws-topology', 'cdn');
  await node.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await node.tap();
  await expect(sectionOf(page, 'aws-topology')).toHaveAttribute('data-state', 'part');
  await expect(page).toHaveURL(/#aws-topology\/cdn$/);
  expect(await page.evaluate(() => scrollY)).toBe(before);
});

test('a step in the list can be chosen', async ({ page }) => {
  await page.goto('/delivery/#delivery-pipeline');
  const section = sectionOf(page, 'delivery-pipeline');
  await section.locator('[data-tool="find"]').first().waitFor();
  await section.locator('.diagram-steps > li').nth(3).click();
  await expect(page).toHaveURL(/#delivery-pipeline\/step-4$/);
});
