// The lab's page as built, with its own headers. Where a container is needed the stand-in takes StackBlitz's place: the policy then has
// this machine's addresses in frame-src beside its own, and that is the only change.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { edits } from '../../demos/lab/demo.ts';
import { childNode } from '../container/child.ts';
import { type Front, frontOf } from '../container/front.ts';
import { type StandInServer, serveStandIn } from '../container/server.ts';
import { expect, test } from './watched.ts';

const child = childNode();

const framing = (policy: string): string => policy.replace('frame-src ', 'frame-src http://127.0.0.1:* ');

const pointed = (page: Page, standIn: StandInServer) =>
  page.addInitScript((origin) => {
    Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: origin });
  }, standIn.origin);

const violations = async (page: Page) => (await page.evaluate(() => window.violations ?? [])).join('\n');

async function axe(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).exclude('iframe').analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const state = (page: Page) => page.locator('#lab [data-status]');

test.describe('lab', { tag: '@desktop' }, () => {
  let standIn: StandInServer;
  let front: Front;
  test.beforeEach(async ({ baseURL }) => {
    [standIn, front] = await Promise.all([serveStandIn(child.path), frontOf(baseURL ?? '', framing)]);
  });
  test.afterEach(async () => {
    await Promise.all([standIn.stop(), front.stop()]);
  });

  test('boots the real project, takes an edit, survives a broken one', async ({ page, trouble }) => {
    test.slow();
    void trouble;
    await pointed(page, standIn);
    await page.goto(`${front.origin}/lab/`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByRole('button', { name: 'Start in a WebContainer' }).click();
    await expect(state(page)).toContainText(`WebContainer · Node ${child.version.slice(1)} · PostgreSQL 18`, {
      timeout: 30_000,
    });
    const lab = page.locator('#lab');
    const [edit] = edits.filter(({ id }) => id === 'no-lock');
    await lab.getByRole('button', { name: edit?.title ?? '' }).click();
    await lab.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(lab.getByText('documents.locked', { exact: true }).last()).toBeVisible();
    await lab.getByRole('button', { name: 'Save and restart' }).click();
    await expect(lab.getByRole('button', { name: 'Restart the API' })).toBeVisible({ timeout: 20_000 });
    await lab.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(lab.getByText('row-security', { exact: true }).last()).toBeVisible();
    await expect(lab.locator('[data-terminal="Output of the API"]')).toContainText('"event":"listening"');
    expect(await axe(page)).toEqual([]);

    await lab.getByRole('tab', { name: 'Shell' }).click();
    await expect(lab.locator('[data-terminal^="Shell"]')).toContainText('❯');
    await lab.locator('[data-terminal^="Shell"] textarea').focus();
    await page.keyboard.type('ls\n');
    await expect(lab.locator('[data-terminal^="Shell"]')).toContainText('api.mjs');
    expect(await violations(page)).toBe('');

    await lab.getByRole('button', { name: 'Stop' }).click();
    await expect(state(page)).toContainText('Stopped');
    await expect.poll(standIn.current).toBeNull();
  });
});
