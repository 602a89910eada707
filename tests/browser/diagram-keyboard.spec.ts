// With nothing but a keyboard: into the diagram, to every part of every view, and out again. Phones have none: the phone
// project leaves this file out, and diagram-phone.spec.ts is theirs.
import type { Page } from '@playwright/test';
import { type ViewId, views } from '../../src/architecture/model.ts';
import { addressOf, allViews, arrive, focusedPart, nodeOf, sectionOf } from './diagram.ts';
import { expect, test } from './watched.ts';

const ARROWS = ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft'] as const;
type Ways = Map<string, Map<string, string>>;

for (const view of allViews) {
  test(`the keyboard opens every part: ${view}`, async ({ page }) => {
    await page.goto(addressOf(view).replace(/#.*/, ''));
    await tabInto(page, view);
    const ways: Ways = new Map();
    const opened = new Set<string>();
    let here = (await focusedPart(page)) ?? '';
    for (;;) {
      if (!opened.has(here)) {
        await open(page, view, here);
        opened.add(here);
      }
      const keys = wayToUntried(ways, here);
      if (keys === undefined) break;
      for (const key of keys) {
        const from = here;
        await page.keyboard.press(key);
        here = (await focusedPart(page)) ?? '';
        const tried = ways.get(from) ?? new Map<string, string>();
        ways.set(from, tried.set(key, here));
      }
    }
    expect([...opened].sort()).toEqual([...views[view].parts].sort());
  });
}

/** As a reader would: Tab until the focus is on a part, and once the script runs, Tab again is out of the drawing. */
async function tabInto(page: Page, view: ViewId): Promise<void> {
  for (let i = 0; i < 250; i++) {
    await page.keyboard.press('Tab');
    if ((await focusedPart(page)) !== null) {
      const inside = await sectionOf(page, view).evaluate((section) =>
        section.contains(document.activeElement),
      );
      if (inside) break;
    }
  }
  await sectionOf(page, view).locator('[data-tool="find"]').first().waitFor();
  expect(await focusedPart(page)).toBe(views[view].parts[0]);
}

async function open(page: Page, view: ViewId, part: string): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(addressOf(view, part));
  await expect(sectionOf(page, view).locator(`[data-panel-part="${part}"] h4`)).toBeVisible();
  await expect(sectionOf(page, view).locator('[data-panel-part] h4:visible')).toHaveCount(1);
  expect(await focusedPart(page)).toBe(part);
}

/** The shortest known way to a part with an arrow key not tried yet, ending with that key. */
function wayToUntried(ways: Ways, here: string): string[] | undefined {
  const queue: { part: string; keys: string[] }[] = [{ part: here, keys: [] }];
  const seen = new Set([here]);
  for (const { part, keys } of queue) {
    const untried = ARROWS.find((key) => !ways.get(part)?.has(key));
    if (untried) return [...keys, untried];
    for (const [key, next] of ways.get(part) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push({ part: next, keys: [...keys, key] });
    }
  }
  return undefined;
}

test('Tab enters the drawing once and Shift+Tab comes back to the same part', async ({ page }) => {
  await arrive(page, 'request-lifecycle');
  await nodeOf(page, 'request-lifecycle', 'redis').focus();
  await page.keyboard.press('Tab');
  expect(await focusedPart(page)).toBeNull();
  await page.keyboard.press('Shift+Tab');
  expect(await focusedPart(page)).toBe('redis');
});

test('Home, End, Enter, Escape', async ({ page }) => {
  const section = await arrive(page, 'ai-pipeline');
  const { parts } = views['ai-pipeline'];
  await nodeOf(page, 'ai-pipeline', parts[1] ?? '').focus();
  await page.keyboard.press('End');
  expect(await focusedPart(page)).toBe(parts.at(-1));
  await page.keyboard.press('Home');
  expect(await focusedPart(page)).toBe(parts[0]);
  await page.keyboard.press('Enter');
  await expect(section).toHaveAttribute('data-state', 'part');
  await page.keyboard.press('Escape');
  await expect(section).toHaveAttribute('data-state', 'whole');
  await expect(page).toHaveURL(addressOf('ai-pipeline'));
  expect(await focusedPart(page)).toBe(parts[0]);
});

test('/ finds a part; keys typed there are text', async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle');
  await nodeOf(page, 'request-lifecycle', 'browser').focus();
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Name of a part' });
  await expect(field).toBeFocused();
  await page.keyboard.type('f0]');
  await expect(field).toHaveValue('f0]');
  await expect(section).toHaveAttribute('data-state', 'whole');
  await expect(section.getByText('No part here is called ‘f0]’.', { exact: false })).toBeVisible();
  await field.fill('redis');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(addressOf('request-lifecycle', 'redis'));
  expect(await focusedPart(page)).toBe('redis');
});

test('? lists the keys; Escape closes the list and nothing else', async ({ page }) => {
  await arrive(page, 'request-lifecycle', 'redis');
  await nodeOf(page, 'request-lifecycle', 'redis').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys in this diagram' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(addressOf('request-lifecycle', 'redis'));
  expect(await focusedPart(page)).toBe('redis');
});

test('keys with a modifier stay with the browser', async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle');
  await nodeOf(page, 'request-lifecycle', 'browser').focus();
  for (const key of ['Control+]', 'Alt+f', 'Control+0']) await page.keyboard.press(key);
  await expect(section).toHaveAttribute('data-state', 'whole');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the toolbar is one tab stop with arrow keys inside', async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle');
  await section.locator('[data-actions] > [data-tool="play"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(section.locator('[data-actions] > [data-tool="previous"]')).toBeFocused();
  await page.keyboard.press('End');
  await expect(section.getByRole('button', { name: 'More tools' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(section.getByRole('button', { name: 'Download SVG' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(section.getByRole('button', { name: 'Download SVG' })).toBeHidden();
});
