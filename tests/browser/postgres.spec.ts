// The PostgreSQL console as a reader meets it: one boot on a desktop by keyboard alone, one on a phone by thumb.
import type { Page } from '@playwright/test';
import { fragmentFor } from '../../demos/kit/fragment.ts';
import { faults } from './axe.ts';
import { test, expect as watched } from './watched.ts';

// A start takes two seconds on a machine of its own, and many times that beside other tests.
const expect = watched.configure({ timeout: 30_000 });
test.setTimeout(240_000);

const plate = (page: Page) => page.locator('#postgres');
const button = (page: Page, name: string) => plate(page).getByRole('button', { name, exact: true });
/** By keyboard: all of the text is typed over. */
async function write(page: Page, sql: string): Promise<void> {
  await plate(page).getByRole('textbox', { name: /^SQL/ }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(sql);
}
const run = (page: Page) => page.keyboard.press('ControlOrMeta+Enter');
const notice = (page: Page) => plate(page).locator('p[data-tone]').first();

test('is worked by keyboard alone: rows, errors, plans, a query that never ends', {
  tag: '@desktop',
}, async ({ page, context, trouble }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(
    `/demos/postgres/${await fragmentFor('postgres', { sql: 'drop table users; \\d', role: 'owner' })}`,
  );
  await expect(plate(page)).toHaveAttribute('data-live');
  // A stranger's SQL is shown, named as such, and starts nothing.
  await expect(plate(page).getByText('somebody else wrote it')).toBeVisible();
  expect(requests.filter((path) => path.startsWith('/runtime/'))).toEqual([]);
  await expect(plate(page).getByText('recorded', { exact: true })).toBeVisible();
  await expect(plate(page).locator('.cm-content')).toContainText('drop table users');
  expect(await faults(page, '#postgres')).toEqual([]);

  // Enter is a new line, and never runs.
  await write(page, 'select title from documents');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('order by title; select count(*) from shipments; \\dt ship*');
  expect(requests.filter((path) => path.startsWith('/runtime/'))).toEqual([]);
  await run(page);
  await expect(plate(page).getByText('10 rows').first()).toBeVisible({ timeout: 120_000 });
  await expect(plate(page).getByRole('cell', { name: '50000', exact: true })).toBeVisible();
  await expect(plate(page).getByRole('cell', { name: 'shipments', exact: true })).toBeVisible();
  expect(await faults(page, '#postgres')).toEqual([]);

  // Completion comes from the live schema. Taken by a click: a key within 75 ms of its coming is meant for the text.
  await write(page, 'select * from shipm');
  await page.keyboard.press('Control+Space');
  await plate(page).getByRole('option', { name: 'shipments' }).click();
  await page.keyboard.insertText(' where nothing_like_it');
  await run(page);
  await expect(plate(page).getByRole('alert')).toContainText('column "nothing_like_it" does not exist');
  await expect(plate(page).locator('.cm-lintRange-error')).toHaveText('n');
  expect(await faults(page, '#postgres')).toEqual([]);

  // The same query as each role.
  await write(page, 'select count(*) as seen from shipments');
  await button(page, 'Run as each role').press('Enter');
  for (const seen of ['50000', '0', '30000', '20000'])
    await expect(plate(page).getByRole('cell', { name: seen, exact: true })).toBeVisible();

  // A plan, an index, the other plan beside it.
  await write(page, "select * from shipments where customer = 'customer 1234' order by placed_on");
  await button(page, 'Explain').press('Enter');
  await expect(plate(page).getByText('Read every row of shipments, 50,000 rows')).toBeVisible();
  await button(page, 'Pin this plan').press('Enter');
  await write(page, 'create index by_customer on shipments (customer, placed_on)');
  await run(page);
  await expect(plate(page).getByText('CREATE INDEX', { exact: true })).toBeVisible();
  await write(page, "select * from shipments where customer = 'customer 1234' order by placed_on");
  await button(page, 'Explain').press('Enter');
  await expect(plate(page).getByText(/Went straight to 25 rows by the index by_customer/)).toBeVisible();
  await expect(plate(page).getByRole('group', { name: 'The two plans compared' })).toContainText(
    'times less',
  );
  expect(await faults(page, '#postgres')).toEqual([]);

  // The copy that Stop will go back to has been taken, with the index in it.
  await plate(page).getByRole('tab', { name: 'Plan' }).focus();
  await page.keyboard.press('End');
  await expect(plate(page).getByText('It has every change.')).toBeVisible();
  await plate(page).getByRole('tab', { name: 'Files' }).press('Home');

  // A query that never ends: the page stays alive, Stop ends it, the database is back.
  await write(page, 'select sum(sqrt(n)) from generate_series(1, 2000000000) n');
  await run(page);
  await expect(plate(page).getByText('Stop ends it').first()).toBeVisible();
  await button(page, 'Stop').press('Enter');
  await expect(notice(page)).toContainText('Stopped: select sum(sqrt(n))');
  await expect(notice(page)).toContainText('The database is back as it was at');
  await write(page, '\\d shipments');
  await run(page);
  await expect(plate(page).getByRole('cell', { name: 'by_customer', exact: true })).toBeVisible();

  // A second tab starts nothing and says why.
  const second = await context.newPage();
  await second.goto('/demos/postgres/');
  await button(second, 'Boot and run').first().click();
  await expect(notice(second)).toContainText('open in another tab of this browser');
  await second.close();
  // What was run is there again after a reload, and the editor can be left by key.
  await page.reload();
  await plate(page).getByRole('tab', { name: 'History' }).click();
  await plate(page).getByRole('button', { name: 'create index by_customer' }).press('Enter');
  await plate(page).getByRole('textbox', { name: /^SQL/ }).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(button(page, 'Boot and run').last()).toBeFocused();
  expect(await trouble.seen()).toEqual([]);
});

test('is worked by thumb: a lesson, files, the database kept', { tag: '@phone' }, async ({
  page,
  trouble,
}) => {
  await page.goto('/demos/postgres/');
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await wide()).toBeLessThanOrEqual(0);
  await plate(page).getByRole('tab', { name: 'Transactions' }).tap();
  await plate(page)
    .getByRole('button', { name: /^Constraint/ })
    .tap();
  expect(await faults(page, '#postgres')).toEqual([]);
  await button(page, 'Boot and run this step').tap();
  await expect(plate(page).getByText('✓ Ines has 100, Omar 20.')).toBeVisible({ timeout: 120_000 });
  for (const shows of ['✓ Refused: check_violation', '✓ Refused: the current transaction', '✓ 100 and 20']) {
    await button(page, 'Run this step').tap();
    await expect(plate(page).getByText(shows)).toBeVisible();
  }
  expect(await faults(page, '#postgres')).toEqual([]);
  expect(await wide()).toBeLessThanOrEqual(0);

  // A sheet becomes a table; one that is uneven is refused by its line.
  await plate(page).getByRole('tab', { name: 'Files' }).tap();
  const load = (name: string, text: string) =>
    plate(page)
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await load('boats.csv', 'name,length\nMira,7.5\nOla\n');
  await expect(notice(page)).toContainText('Line 3 has 1 values');
  await load('boats.csv', 'name,length\nMira,7.5\n=cmd,3\n');
  await expect(notice(page)).toContainText('2 rows are in the new table boats');
  await plate(page).getByLabel('Keep the database in this browser').check();
  await expect(plate(page).getByText('It has every change.')).toBeVisible();
  const download = page.waitForEvent('download');
  await button(page, 'Save as SQL').tap();
  const sql = await (await (await download).createReadStream()).toArray();
  expect(Buffer.concat(sql).toString()).toContain("INSERT INTO public.boats VALUES ('Mira', 7.5)");

  // The next visit begins with it.
  await page.reload();
  await plate(page).getByRole('textbox', { name: /^SQL/ }).focus();
  await expect(plate(page).locator('.cm-content')).toBeVisible();
  await write(page, 'select length from boats where name = $$Mira$$');
  await plate(page).getByLabel('Run as').selectOption('owner');
  await button(page, 'Boot and run').last().tap();
  await expect(plate(page).getByRole('cell', { name: '7.5' })).toBeVisible({ timeout: 120_000 });
  expect(await wide()).toBeLessThanOrEqual(0);
  expect(await faults(page, '#postgres')).toEqual([]);
  expect(await trouble.seen()).toEqual([]);
});
