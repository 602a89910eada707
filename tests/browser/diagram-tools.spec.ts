// The toolbar and the player: copying, pictures, steps, zoom, full screen. Each says what happened.
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { JSDOM } from 'jsdom';
import { toMermaid } from '../../src/architecture/mermaid.ts';
import { views } from '../../src/architecture/model.ts';
import { axe } from './axe.ts';
import { addressOf, allViews, arrive, complaints, nodeOf } from './diagram.ts';
import { expect, test } from './watched.ts';

const VIEW = 'request-lifecycle';
const desktop = { tag: '@desktop' };

test.describe('with the clipboard', desktop, () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('copies a link to the whole, a part, a step', async ({ page, baseURL }) => {
    const section = await arrive(page, VIEW);
    const copied = async () => {
      await section.locator('[data-actions] > [data-tool="copy-link"]').click();
      await expect(section.getByRole('status')).toHaveText(/^Link copied/);
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied()).toBe(`${baseURL}${addressOf(VIEW)}`);
    await nodeOf(page, VIEW, 'redis').click();
    expect(await copied()).toBe(`${baseURL}${addressOf(VIEW, 'redis')}`);
    await nodeOf(page, VIEW, 'redis').press(']');
    expect(await copied()).toBe(`${baseURL}${addressOf(VIEW, 'step-1')}`);
  });

  test('copies the Mermaid text of every diagram', async ({ page }) => {
    for (const view of allViews) {
      const section = await arrive(page, view);
      await more(section, 'copy-mermaid');
      await expect(section.getByRole('status')).toHaveText('Mermaid text copied.');
      expect(await page.evaluate(() => navigator.clipboard.readText()), view).toBe(toMermaid(view));
    }
  });
});

test('a refused clipboard gives a field to copy from', desktop, async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new Error('no')) },
    });
  });
  const section = await arrive(page, VIEW, 'redis');
  await section.locator('[data-actions] > [data-tool="copy-link"]').click();
  const field = page.getByRole('dialog').getByRole('textbox');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(new RegExp(`${addressOf(VIEW, 'redis')}$`));
  const selected = await field.evaluate(
    (area: HTMLTextAreaElement) => area.selectionEnd - area.selectionStart,
  );
  expect(selected).toBeGreaterThan(10);
});

test('SVG and PNG are files of their own', desktop, async ({ page }) => {
  const heard = complaints(page);
  const section = await arrive(page, VIEW, 'redis');
  const svg = readFileSync(await saved(page, section, 'svg'), 'utf8');
  const root = new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document.documentElement;
  expect(root.localName).toBe('svg');
  expect(root.querySelector('title')?.textContent).toContain(views[VIEW].title);
  expect(svg).not.toMatch(/var\(|light-dark|class=|href=/);
  expect(svg).toContain('font-family');
  expect(svg).toContain('src:url(data:');
  for (const part of views[VIEW].parts) expect(svg).toContain((await nameOf(section, part)).split(' ')[0]);
  const png = readFileSync(await saved(page, section, 'png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(2 * Number(root.getAttribute('width')));
  expect(png.length).toBeGreaterThan(10_000);
  await expect(section.getByRole('status')).toHaveText(/lavbytes-request-lifecycle\.png saved/);
  await expect(section).toHaveAttribute('data-state', 'part');
  expect(heard).toEqual([]);
});

test('playback tells each step, can be paused, and stops at the last', desktop, async ({ page }) => {
  await page.clock.install();
  const section = await arrive(page, VIEW);
  const count = section.locator('.bar-count');
  const last = views[VIEW].steps.length;
  await section.locator('[data-actions] > [data-tool="play"]').click();
  await expect(count).toHaveText(`Step 1 of ${last}`);
  await page.clock.runFor(15_000);
  await expect(count).not.toHaveText(`Step 1 of ${last}`);
  await section.locator('.bar-tools').getByRole('button', { name: 'Pause the steps' }).click();
  const paused = await count.textContent();
  await page.clock.runFor(30_000);
  await expect(count).toHaveText(paused ?? '');
  await section.locator('.bar-tools').getByRole('button', { name: 'Play from here' }).click();
  await page.clock.runFor(120_000);
  await expect(count).toHaveText(`Step ${last} of ${last}`);
  await expect(section.locator('[data-actions] > [data-tool="play"]')).toHaveText('Play steps');
  await section
    .locator('.bar-tools')
    .getByRole('button', { name: 'Stop and show the whole diagram' })
    .click();
  await expect(page).toHaveURL(addressOf(VIEW));
});

test(
  'the dot travels the line of its step; with reduced motion it is there at once',
  desktop,
  async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const section = await arrive(page, VIEW, 'step-2');
    await nodeOf(page, VIEW, 'browser').focus();
    await page.keyboard.press(']');
    const along = views[VIEW].steps[2]?.along ?? '';
    const off = await section.evaluate((host, id) => {
      const line = host.querySelector<SVGPathElement>(`[data-edge="${id}"] .ln`);
      const dot = host.querySelector('.dg-dot');
      if (!line || !dot) return Number.NaN;
      const end = line.getPointAtLength(line.getTotalLength());
      return Math.hypot(end.x - Number(dot.getAttribute('cx')), end.y - Number(dot.getAttribute('cy')));
    }, along);
    expect(off).toBeLessThan(1);
  },
);

test('zoom has limits, survives a selection, and the plain wheel stays with the page', async ({
  page,
  isMobile,
}) => {
  const section = await arrive(page, VIEW);
  const width = () =>
    section.locator('[data-canvas] svg').evaluate((svg) => svg.getBoundingClientRect().width);
  const before = await width();
  await nodeOf(page, VIEW, 'browser').focus();
  for (let i = 0; i < 9; i++) await page.keyboard.press('+');
  expect((await width()) / before).toBeCloseTo(3, 1);
  await page.keyboard.press('Enter');
  expect((await width()) / before).toBeCloseTo(3, 1);
  for (let i = 0; i < 12; i++) await page.keyboard.press('-');
  expect((await width()) / before).toBeCloseTo(0.5, 1);
  if (isMobile) return;
  for (let i = 0; i < 3; i++) await page.keyboard.press('+');
  const zoomed = await width();
  await section.locator('[data-canvas]').hover();
  const scrolled = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled);
  expect(await width()).toBeCloseTo(zoomed, 0);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -50);
  await page.keyboard.up('Control');
  await expect.poll(width).toBeGreaterThan(zoomed);
});

// A mouse is needed.
test('dragging moves a zoomed drawing and opens nothing', desktop, async ({ page }) => {
  const section = await arrive(page, VIEW);
  const canvas = section.locator('[data-canvas]');
  await nodeOf(page, VIEW, 'browser').focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('+');
  const box = await nodeOf(page, VIEW, 'app-router').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 30];
  const before = await canvas.evaluate((host) => host.scrollTop);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 60, { steps: 6 });
  await page.mouse.up();
  expect(await canvas.evaluate((host) => host.scrollTop)).toBeCloseTo(before + 60, -1);
  await expect(section).toHaveAttribute('data-state', 'whole');
});

test('full screen, and laid over the page where the browser has none', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Element.prototype, 'requestFullscreen', { value: undefined });
  });
  const section = await arrive(page, VIEW);
  await nodeOf(page, VIEW, 'browser').focus();
  await page.keyboard.press('f');
  await expect(section).toHaveAttribute('data-full');
  const box = await section.boundingBox();
  expect(box).toMatchObject({
    x: 0,
    y: 0,
    width: page.viewportSize()?.width,
    height: page.viewportSize()?.height,
  });
  await expect(page.locator('header').first()).toHaveJSProperty('inert', true);
  await page.keyboard.press('Escape');
  await expect(section).not.toHaveAttribute('data-full');
  await expect(page.locator('header').first()).toHaveJSProperty('inert', false);
});

test('axe finds nothing once the client runs: the whole, a part, a step, a dead link', async ({ page }) => {
  for (const place of ['', 'redis', 'step-3', 'reddis']) {
    await page.goto('about:blank');
    await arrive(page, VIEW, place);
    expect(await axe(page, { within: `[data-diagram="${VIEW}"]` }), place).toEqual([]);
  }
});

async function more(section: Locator, tool: string): Promise<void> {
  await section.getByRole('button', { name: 'More tools' }).click();
  await section.locator(`.diagram-more [data-tool="${tool}"]`).click();
}

async function saved(page: Page, section: Locator, tool: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await more(section, tool);
  const download = await waiting;
  expect(download.suggestedFilename()).toBe(`lavbytes-${VIEW}.${tool}`);
  return download.path();
}

async function nameOf(section: Locator, part: string): Promise<string> {
  return (await section.locator(`[data-panel-part="${part}"] h4`).textContent()) ?? '';
}
