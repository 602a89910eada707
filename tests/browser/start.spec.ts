// "Start a project", as somebody does who never heard of us: on a telephone's screen, by keyboard alone, to the internal list.
// The service behind /api/ is the real one, started by the local server.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { faults } from './axe.ts';
import { expect, test } from './watched.ts';

/** Tab until the focus is on it; never a pointer. */
async function tabTo(
  page: Page,
  name: string | RegExp,
  role: 'textbox' | 'radio' | 'button' | 'link' | 'checkbox',
) {
  const target = page.getByRole(role, { name, exact: typeof name === 'string' });
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} was not reached by Tab`);
}

test('a lead is sent by keyboard and is in the list @phone', async ({ page }) => {
  test.slow();
  const name = `Zoë ${Date.now()}`;
  await page.goto('/start/?topic=ai-layer&from=security');
  await tabTo(page, 'What you are building', 'textbox');
  await page.keyboard.type('A marketplace for used laboratory equipment.');
  await tabTo(page, 'Send', 'button');
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: 'things are missing' });
  await expect(alert).toBeFocused();
  expect(await faults(page, '#start, #lead-list')).toEqual([]);
  await tabTo(page, /^Where it stands/, 'link');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await tabTo(page, 'Your name', 'textbox');
  await page.keyboard.type(name);
  await tabTo(page, 'Your e-mail address', 'textbox');
  await page.keyboard.type('zoe@example.com');
  // A reload in the middle loses nothing.
  await page.reload();
  await expect(page.getByText('Your draft is back')).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveValue(name);
  await expect(page.getByText('You came from: security')).toBeVisible();
  await tabTo(page, 'Send', 'button');
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { name: /It has arrived: LB-/ });
  await expect(heading).toBeVisible({ timeout: 60_000 });
  await expect(heading).toBeFocused();
  expect(await faults(page, '#start, #lead-list')).toEqual([]);
  const reference = /LB-\w{4}-\w{4}/.exec((await heading.textContent()) ?? '')?.[0] as string;
  expect(await page.evaluate(() => localStorage.getItem('start-draft'))).toBeNull();

  // The page is loaded anew: it still knows.
  await page.reload();
  await expect(page.getByText(`Your message ${reference} arrived`)).toBeVisible();
  await expect(page.getByLabel('What you are building')).toHaveValue('');

  await page.goto('/start/list/');
  await page.getByLabel('E-mail address').fill('ada@aster.example');
  await page.getByLabel('Password').fill('seven quiet rivers meet');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const entry = page.locator('#lead-list').getByRole('article').filter({ hasText: reference });
  await expect(entry).toContainText(name, { timeout: 30_000 });
  await expect(entry).toContainText('ai-layer, security');
  // The form has given way to the list, with the focus in it.
  expect(await page.locator('#lead-list').evaluate((list) => list.contains(document.activeElement))).toBe(
    true,
  );
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).press('Enter');
  expect(await readFile(await (await saving).path(), 'utf8')).toContain(reference);
  expect(await faults(page, '#start, #lead-list')).toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(page.getByText('Signed out.')).toBeVisible();
  await expect(entry).toHaveCount(0);
});

test('a dead endpoint leaves the person with their text and ways that work @desktop', async ({ page }) => {
  await page.route('**/api/**', (route) => route.abort());
  await page.goto('/start/');
  await page.getByLabel('What you are building').fill('Something.');
  await page.getByLabel('An idea').check();
  await page.getByLabel('Your name').fill('Zoë');
  await page.getByLabel('Your e-mail address').fill('zoe@example.com');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Not sent yet')).toBeVisible();
  const mail = page.getByRole('link', { name: 'Send it by mail' });
  await mail.evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()));
  await mail.click();
  expect(decodeURIComponent((await mail.getAttribute('href')) ?? '')).toContain('Something.');
  expect(await faults(page, '#start, #lead-list')).toEqual([]);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByLabel('What you are building')).toHaveValue('');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByLabel('What you are building')).toHaveValue('Something.');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeFocused();
});

test('a message under way: what is written meanwhile is the next draft, and a page that is closed tells of it @desktop', async ({
  page,
}) => {
  test.slow();
  const gate = Promise.withResolvers<void>();
  await page.route('**/api/v1/leads', (route) => route.abort());
  await page.goto('/start/');
  const building = page.getByLabel('What you are building');
  await building.fill('Something.');
  await page.getByLabel('An idea').check();
  await page.getByLabel('Your name').fill('Zoë');
  await page.getByLabel('Your e-mail address').fill('zoe@example.com');
  const send = page.getByRole('button', { name: 'Send', exact: true });
  await send.click();
  await expect(page.getByText('Not sent yet')).toBeVisible({ timeout: 60_000 });
  // The buttons go when they are pressed; the focus does not go with them.
  for (const name of ['Try now', 'Stop trying']) {
    await page.getByRole('button', { name }).press('Enter');
    await expect(send).toBeFocused();
    if (name === 'Try now') await expect(page.getByText('Not sent yet')).toBeVisible();
  }
  await expect(page.getByText('not tried again by itself')).toBeVisible();
  expect(await faults(page, '#start')).toEqual([]);
  await page.reload();
  await expect(page.getByText('It was sent once, and no answer came')).toBeVisible();
  await expect(building).toHaveValue('Something.');
  expect(await faults(page, '#start')).toEqual([]);

  await page.unroute('**/api/v1/leads');
  await page.route('**/api/v1/leads', async (route) => {
    await gate.promise;
    await route.continue();
  });
  const leaving = page.waitForRequest('**/api/v1/leads');
  await send.click();
  await leaving;
  await building.fill('Something else.');
  gate.resolve();
  await expect(page.getByRole('heading', { name: /It has arrived: LB-/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('it waits as a new draft')).toBeVisible();
  expect(await faults(page, '#start')).toEqual([]);
  await page.getByRole('button', { name: 'Go on with the new draft' }).press('Enter');
  await expect(building).toBeFocused();
  await expect(building).toHaveValue('Something else.');
  await expect(page.getByLabel('Your name')).toHaveValue('Zoë');
});

test('without JavaScript the page says what to do @desktop', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('/start/');
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Write to lavbytes@gmail.com' })).toBeVisible();
  await context.close();
});

test('the link builder makes a link that the form takes @desktop', async ({ page }) => {
  await page.goto('/start/links/');
  await page.getByLabel('About').selectOption('cloud');
  await page.getByLabel('Comes from').fill('News letter!');
  await expect(page.getByText('It is left out of the link')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Preview' })).toHaveAttribute(
    'href',
    /\/start\/\?topic=cloud$/,
  );
  await page.getByLabel('Comes from').fill('newsletter');
  const preview = page.getByRole('link', { name: 'Preview' });
  await expect(preview).toHaveAttribute('href', /\/start\/\?topic=cloud&from=newsletter$/);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the code' }).click();
  const code = await readFile(await (await saving).path(), 'utf8');
  expect(code).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<path d="M/);
  await preview.click();
  await expect(page.getByText('You came from: newsletter')).toBeVisible();
  await expect(page.getByLabel('About')).toHaveValue('cloud');
});
