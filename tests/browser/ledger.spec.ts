// The proofs as a reader runs them: a link that waits, all of them, a cancelled run, a layer taken away, the pack in a folder
// without a network, and the recorded evidence without a script.
import { readdirSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Pack } from '../../demos/proofs/pack/pack.ts';
import { faults } from './axe.ts';
import { test, expect as watched } from './watched.ts';

// All proofs take some seconds on a machine of its own, and many times that beside other tests.
const expect = watched.configure({ timeout: 180_000 });
test.setTimeout(600_000);

/** A file each, as demos/proofs/barriers.test.ts holds them. */
const of = readdirSync(new URL('../../demos/proofs', import.meta.url)).filter((name) =>
  /^[a-z]+-[a-z0-9-]+\.ts$/.test(name),
).length;

const plate = (page: Page) => page.locator('#ledger');
const button = (page: Page, name: string) => plate(page).getByRole('button', { name, exact: true });
const figure = (page: Page, name: string) =>
  plate(page)
    .locator('dl > div', { has: page.getByText(name, { exact: true }) })
    .locator('dd');
const row = (page: Page, id: string) => page.locator(`[id="run=${id}"]`);
const failing = (page: Page) =>
  plate(page).getByRole('list', { name: 'Claims that do not hold in this run' }).getByRole('listitem');

const saved = async (page: Page, name: string) => {
  const download = page.waitForEvent('download');
  await button(page, name).click();
  return (await download).path();
};
/** What the runtime fetches begins with this; a link alone must not fetch it. */
const asked = (page: Page): string[] => {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
};

test('a link to a proof waits for a press; it runs, beside the recorded one', async ({
  page,
  isMobile,
  trouble,
}) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const paths = asked(page);
  await page.goto('/proofs/#run=tenant-record-hidden');
  await expect(plate(page)).toHaveAttribute('data-live');
  const one = row(page, 'tenant-record-hidden');
  await expect(one).toBeInViewport();
  await expect(one).toContainText('It runs when you press Run');
  expect(paths.filter((path) => path.startsWith('/runtime/'))).toEqual([]);
  expect(await trouble.seen()).toEqual([]);
  await one.getByRole('button').click();
  await expect(one).toContainText('holds');
  await one.locator('summary').click();
  for (const where of ['This tab', 'Recorded'])
    await expect(one.getByRole('region', { name: where })).toContainText('→ 404');
  await expect(one.getByRole('region', { name: 'This tab' })).toContainText('0001-tenants.sql:');
  await expect(figure(page, 'Proofs')).toHaveText(`1 of ${of} hold, ${of - 1} did not run`);
  expect(await faults(page, '#ledger')).toEqual([]);
  for (const width of isMobile ? [390, 320] : [])
    expect(
      await page
        .setViewportSize({ width, height: 844 })
        .then(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)),
      `at ${width}`,
    ).toBeLessThanOrEqual(0);
});

test.describe('all proofs', { tag: '@desktop' }, () => {
  test('run in the tab, are cancelled and run again, and go into a pack that needs no network', async ({
    page,
    browser,
  }) => {
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.goto('/proofs/');
    await button(page, 'Boot and run all').click();
    await expect(plate(page).getByText(new RegExp(`^[1-9]\\d* of ${of} · `))).toBeVisible();
    await button(page, 'Cancel').click();
    await expect(plate(page)).toContainText('the example data is as it was');
    await expect(button(page, 'Run all')).toBeEnabled();
    await expect(figure(page, 'Proofs')).toHaveText(new RegExp(`^\\d+ of ${of} hold, \\d+ did not run$`));

    await button(page, 'Run all').click();
    await expect(figure(page, 'Proofs')).toHaveText(`${of} of ${of} hold`);
    const claims = (await figure(page, 'Claims with a proof').textContent()) ?? '';
    expect(claims).toMatch(/^(\d+) of \1 hold$/);
    expect(await faults(page, '#ledger')).toEqual([]);

    const pack = JSON.parse(await readFile(await saved(page, 'Save as JSON'), 'utf8')) as Pack;
    expect(pack.figures.proofs).toEqual({ of, held: of, failed: 0, notRun: 0 });
    expect(pack.run).toMatchObject({ host: expect.stringContaining('this tab'), layersOff: [] });
    for (const { id, ms } of pack.proofs) expect(ms, id).toBeLessThan(20_000);

    const file = `${await saved(page, 'Save as HTML')}.html`;
    await rename(file.replace(/\.html$/, ''), file);
    const folder = await (await browser.newContext({ offline: true })).newPage();
    const fetched = asked(folder);
    await folder.goto(`file://${file}`);
    const main = folder.getByRole('main');
    for (const said of [claims, `${of} of ${of} hold`, pack.run?.results ?? '-', pack.disclaimer])
      await expect(main).toContainText(said);
    expect(await main.locator('article').count()).toBe(pack.claims.length);
    expect(fetched).toHaveLength(1);
    await folder.context().close();
  });

  test('without a layer: what depends on it turns red and comes first, and is green again with it', async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto('/proofs/');
    await plate(page).hover({ position: { x: 5, y: 5 } });
    await expect(plate(page)).toHaveAttribute('data-live');
    await plate(page).getByText('L6 Encrypted Data Store').click();
    await plate(page).getByText('L4 Authorisation').click();
    const run = async (id: string, outcome: 'failed' | 'held') => {
      await row(page, id).getByRole('button').click();
      await expect(row(page, id)).toHaveAttribute('data-outcome', outcome);
      await expect(button(page, 'Run all')).not.toHaveAttribute('aria-disabled');
    };
    await button(page, 'L6').click();
    await run('roles-decide', 'held');
    await run('texts-kept-encrypted', 'failed');
    await expect(figure(page, 'Proofs')).toHaveText(`1 of ${of} hold, 1 does not, ${of - 2} did not run`);
    await expect(failing(page).first()).toBeVisible();
    // First of all rows, in front of the groups.
    await expect(plate(page).locator('li[data-outcome]').first()).toHaveAttribute('data-outcome', 'failed');
    expect(await faults(page, '#ledger')).toEqual([]);
    await button(page, 'nothing').click();
    await run('texts-kept-encrypted', 'held');
    await expect(figure(page, 'Proofs')).toHaveText(`1 of ${of} hold, ${of - 1} did not run`);
    await expect(failing(page)).toHaveCount(0);
  });

  test('have their recorded evidence without a script, and filters', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${baseURL}/proofs/`);
    const entries = page.locator('.proofs .claims .entry:visible');
    const all = await entries.count();
    await page.getByLabel('OWASP').selectOption('API1');
    const some = await entries.count();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
    await page.getByLabel('OWASP').selectOption('all');
    await page.getByLabel('ASVS 5.0').selectOption('V9');
    await entries.first().locator('summary').click();
    await expect(entries.first()).toContainText('ASVS V9.');
    await expect(entries.first().getByRole('link', { name: 'run it here' }).first()).toBeVisible();
    await context.close();
  });
});
