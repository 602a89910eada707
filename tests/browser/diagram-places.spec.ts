// The address is the state: links to a part or a step, reload, back, forward, dead links, and all of it without JavaScript.

import { views } from '../../src/architecture/model.ts';
import { addressOf, allViews, arrive, complaints, nodeOf, sectionOf } from './diagram.ts';
import { expect, test } from './watched.ts';

const desktop = { tag: '@desktop' };
/** A phone draws the same: two of them show that its links do as well. */
const onPhones: readonly string[] = ['request-lifecycle', 'token-rotation'];

for (const view of allViews) {
  const part = views[view].parts.at(-1) ?? '';
  const step = views[view].steps.length;

  test(
    `a link opens a part and a step, and survives a reload: ${view}`,
    onPhones.includes(view) ? {} : desktop,
    async ({ page }) => {
      const heard = complaints(page);
      const section = await arrive(page, view, part);
      for (const again of [false, true]) {
        if (again) await page.reload();
        await expect(section).toHaveAttribute('data-state', 'part');
        await expect(nodeOf(page, view, part)).toBeInViewport();
        await expect(section.locator(`[data-panel-part="${part}"] h4`)).toBeVisible();
        await expect(page).toHaveURL(addressOf(view, part));
      }
      if (step > 0) {
        await page.goto('about:blank');
        await arrive(page, view, `step-${step}`);
        for (const again of [false, true]) {
          if (again) await page.reload();
          await expect(section.locator('.bar-count')).toHaveText(`Step ${step} of ${step}`);
          await expect(section.locator('.diagram-bar')).toContainText(views[view].steps.at(-1)?.text ?? '');
          const told = section.locator(`[data-canvas] [data-message="${step}"]`);
          const part = nodeOf(page, view, views[view].steps.at(-1)?.at ?? '');
          await expect(views[view].layout === 'sequence' ? told : part).toBeInViewport();
          await expect(page).toHaveURL(addressOf(view, `step-${step}`));
        }
      }
      expect(heard).toEqual([]);
    },
  );
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a link opens a part and a step, in every diagram', async ({ page, isMobile }) => {
    for (const view of allViews.filter((view) => !isMobile || onPhones.includes(view))) {
      const part = views[view].parts.at(-1) ?? '';
      const section = sectionOf(page, view);
      await page.goto(addressOf(view));
      await expect(section.locator('[data-whole]')).toBeVisible();
      await expect(section.locator('[data-actions]')).toBeHidden();
      await nodeOf(page, view, part).click();
      await expect(page).toHaveURL(addressOf(view, part));
      await expect(section.locator(`[data-panel-part="${part}"] h4`)).toBeVisible();
      await expect(section.locator('[data-whole]')).toBeHidden();
      if (views[view].steps.length === 0) continue;
      await page.goto(addressOf(view, 'step-1'));
      await expect(section.locator('.diagram-steps > li').first()).toBeInViewport();
    }
  });
});

test('back and forward walk through what was opened', desktop, async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle');
  const open = section.locator('[data-panel-part] h4:visible');
  for (const part of ['browser', 'redis']) await nodeOf(page, 'request-lifecycle', part).click();
  await expect(open).toHaveText('Redis');
  await page.goBack();
  await expect(open).toHaveText('Browser');
  await expect(page).toHaveURL(addressOf('request-lifecycle', 'browser'));
  await page.goBack();
  await expect(section).toHaveAttribute('data-state', 'whole');
  await page.goForward();
  await page.goForward();
  await expect(open).toHaveText('Redis');
});

test('stepping through is one entry for the back button', desktop, async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle', 'redis');
  await nodeOf(page, 'request-lifecycle', 'redis').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press(']');
  await expect(section.locator('.bar-count')).toHaveText(/Step 3 of/);
  await page.keyboard.press('[');
  await expect(page).toHaveURL(addressOf('request-lifecycle', 'step-2'));
  await page.goBack();
  await expect(page).toHaveURL(addressOf('request-lifecycle', 'redis'));
  await expect(section).toHaveAttribute('data-state', 'part');
});

test('a dead link shows the whole, says so and offers the nearest', async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle', 'reddis');
  const words = 'No part called ‘reddis’ in this diagram. Showing the whole of it.';
  await expect(section.locator('.diagram-missing')).toContainText(words);
  await expect(section.locator('.diagram-missing')).toBeInViewport({ ratio: 1 });
  await expect(section.getByRole('status')).toHaveText(words);
  await expect(section.locator('[data-whole]')).toBeVisible();
  await section.locator('.diagram-missing a').click();
  await expect(page).toHaveURL(addressOf('request-lifecycle', 'redis'));
  await expect(section.locator('.diagram-missing')).toHaveCount(0);
  await expect(nodeOf(page, 'request-lifecycle', 'redis')).toBeFocused();
});

test('a step that does not exist offers the nearest', desktop, async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle', 'step-99');
  await expect(section.locator('.diagram-missing')).toContainText('No step 99 in this diagram.');
  await section.locator('.diagram-missing a').click();
  const last = views['request-lifecycle'].steps.length;
  await expect(section.locator('.bar-count')).toHaveText(`Step ${last} of ${last}`);
});

test('opening a part is announced, in the one live region of the diagram', desktop, async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle');
  await expect(section.getByRole('status')).toHaveCount(1);
  await nodeOf(page, 'request-lifecycle', 'redis').click();
  await expect(section.getByRole('status')).toHaveText(/^Redis\. /);
  await expect(nodeOf(page, 'request-lifecycle', 'redis')).toBeFocused();
  await expect(nodeOf(page, 'request-lifecycle', 'redis')).toHaveAttribute('aria-current', 'true');
});

test('two diagrams on a page do not answer for each other', desktop, async ({ page }) => {
  const layers = await arrive(page, 'security-layers', views['security-layers'].parts[0]);
  await page.goto(addressOf('token-rotation', 'step-2'));
  await expect(sectionOf(page, 'token-rotation').locator('.bar-count')).toHaveText(/Step 2 of/);
  await expect(layers).toHaveAttribute('data-state', 'whole');
});

test('links in the panel move the diagram and keep the reader in the panel', async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle', 'redis');
  const link = section.locator('[data-panel-part="redis"] a[href^="#request-lifecycle/"]').first();
  const part = (await link.getAttribute('href'))?.split('/')[1] ?? '';
  await link.click();
  await expect(page).toHaveURL(addressOf('request-lifecycle', part));
  await expect(section.locator(`[data-panel-part="${part}"]`)).toBeFocused();
});
