// A thumb at 390 px: nothing wider than the page, targets large enough, what was tapped is told where the eye is.

import { addressOf, allViews, arrive, nodeOf } from './diagram.ts';
import { expect, test } from './watched.ts';

for (const view of allViews) {
  test(`fits the phone: ${view}`, async ({ page }) => {
    const section = await arrive(page, view);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    for (const node of await section.locator('[data-canvas] [data-part]').all()) {
      const box = await node.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    }
    await section.getByRole('button', { name: 'More tools' }).click();
    for (const tool of await section.locator('[data-actions] button:visible').all()) {
      const box = await tool.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
  });
}

test('a tap names the part at the foot of the screen and leads to its text', async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle');
  await nodeOf(page, 'request-lifecycle', 'browser').tap();
  const bar = section.locator('.diagram-bar');
  await expect(bar).toBeInViewport({ ratio: 1 });
  await expect(bar).toContainText('Browser');
  await bar.getByRole('button', { name: 'Read about it' }).tap();
  await expect(section.locator('[data-panel-part="browser"] h4')).toBeInViewport();
  await bar.getByRole('button', { name: 'Close' }).tap();
  await expect(page).toHaveURL(addressOf('request-lifecycle'));
  await expect(bar).toBeHidden();
});

test('playing keeps the part that is told in sight', async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle');
  await section.locator('[data-actions] > [data-tool="play"]').tap();
  const next = section.locator('.bar-tools').getByRole('button', { name: 'Next step' });
  for (let i = 0; i < 7; i++) await next.tap();
  await expect(section.locator('.bar-count')).toHaveText(/Step 8 of/);
  await expect(section.locator('[data-canvas] [data-current][data-part]')).toBeInViewport({ ratio: 1 });
});

test('two fingers zoom the drawing, not the page', async ({ page }) => {
  const section = await arrive(page, 'request-lifecycle');
  const width = () =>
    section.locator('[data-canvas] svg').evaluate((svg) => svg.getBoundingClientRect().width);
  const before = await width();
  const box = await nodeOf(page, 'request-lifecycle', 'browser').boundingBox();
  const [x, y] = [Math.round(box?.x ?? 0) + 20, Math.round(box?.y ?? 0) + 20];
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : [
              { x, y, id: 0 },
              { x: x + apart, y, id: 1 },
            ],
    });
  await touch('touchStart', 60);
  for (const apart of [70, 80, 90, 100, 120]) await touch('touchMove', apart);
  await touch('touchEnd', 0);
  await expect.poll(async () => (await width()) / before).toBeCloseTo(2, 1);
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
});
