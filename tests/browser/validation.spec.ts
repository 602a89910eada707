// The validation demo as a reader meets it: a first frame that teaches, near misses, a schema of one's own that loops, a link.
import type { Page } from '@playwright/test';
import { faults } from './axe.ts';
import { test, expect as watched } from './watched.ts';

// An engine starts in a fifth of a second on a machine of its own, and takes many times that beside other tests.
const expect = watched.configure({ timeout: 30_000 });
test.setTimeout(120_000);

const plate = (page: Page) => page.locator('#validation');
const button = (page: Page, name: string | RegExp) =>
  plate(page).getByRole('button', { name, exact: typeof name === 'string' });
const values = (page: Page) => plate(page).getByRole('region', { name: 'Values' });
/** The editor: the field that it takes the place of has the same name for a moment. */
const schema = (page: Page) =>
  plate(page)
    .locator('.cm-content')
    .and(page.getByRole('textbox', { name: /^Your schema/ }));
const status = (page: Page) => plate(page).locator('[data-status]');
const alive = (page: Page) => expect(plate(page)).toHaveAttribute('data-live');

test('by keyboard alone: near misses, a jump, a schema that loops, a copy of a contract', {
  tag: '@desktop',
}, async ({ page, context, trouble }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/demos/validation/', { waitUntil: 'networkidle' });
  // The first frame is HTML: one contract, three values, what is said of them.
  await expect(
    values(page).getByRole('listitem').filter({ hasText: 'Someone who tries' }).first(),
  ).toContainText('Unrecognized key: "role"');
  expect(asked.filter((path) => /Validation\.[\w-]+\.js|wasm|room\.js|worker/.test(path))).toEqual([]);

  await button(page, 'Make near misses').focus();
  await alive(page);
  await page.keyboard.press('Enter');
  await expect(button(page, /^Not as expected 0$/)).toBeVisible();
  const made = values(page).getByRole('button', { name: 'email: with two @', exact: false }).first();
  await made.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const value = plate(page).getByRole('textbox', { name: 'Value: email: with two @ (JSON)' });
  await expect(value).toBeFocused();
  const selected = await page.evaluate(() => {
    // Chromium has it; the standard has not.
    const root = document.activeElement?.shadowRoot as { getSelection?(): Selection } | null | undefined;
    return String(root?.getSelection?.() ?? '');
  });
  expect(selected).toContain('@@');
  await expect(plate(page).locator('.cm-lintRange-error', { hasText: 'email' })).toBeVisible();
  expect(await faults(page, '#validation')).toEqual([]);
  expect(asked.filter((path) => /wasm|room\.js|worker/.test(path))).toEqual([]);

  await button(page, 'Your own schema').focus();
  await page.keyboard.press('Enter');
  await button(page, 'Run').focus();
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText('3 values judged');
  await expect(values(page)).toContainText('looks like INV-0042');
  // Ends whatever it does, and the page is there meanwhile.
  await schema(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type("import * as z from 'zod'; export default z.any().refine(() => { for (;;); });");
  await page.keyboard.press('Control+Enter');
  await button(page, 'Stop').waitFor();
  await plate(page).getByRole('tab', { name: 'SQL and HTML' }).click();
  await button(page, 'A second statement').click();
  await expect(plate(page).getByText('2 statements.')).toBeVisible();
  await expect(status(page)).toContainText('the schema was still running');
  expect(await faults(page, '#validation')).toEqual([]);

  // Another run works, and says what the browser keeps from it.
  await schema(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type("fetch('https://canary.example/')");
  await page.keyboard.press('Control+Enter');
  await expect(status(page)).toContainText(
    'fetch does not exist here (line 1): nothing in there reaches the network.',
  );

  await button(page, 'Share').focus();
  await page.keyboard.press('Enter');
  await expect(plate(page).getByText('Link copied with your schema and values.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await button(page, 'Reset').focus();
  await page.keyboard.press('Enter');
  await expect(button(page, 'Sign in')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+z');
  await expect(button(page, 'Your own schema')).toHaveAttribute('aria-pressed', 'true');

  await page.goto('about:blank');
  asked.length = 0;
  await page.goto(link);
  await alive(page);
  await expect(plate(page)).toContainText('Somebody else wrote this schema. Read it before you press Run.');
  await expect(values(page)).toContainText('not run');
  await expect(plate(page).locator('.cm-content').filter({ hasText: 'canary.example' })).toBeVisible();
  expect(asked.filter((path) => /wasm|room\.js|worker/.test(path))).toEqual([]);
  expect(await trouble.seen()).toEqual([]);
});

test('what eats memory or runs away in one step is ended from outside', { tag: '@desktop' }, async ({
  page,
}) => {
  await page.goto('/demos/validation/');
  await button(page, 'Your own schema').click();
  await alive(page);
  await schema(page).waitFor();
  for (const [source, said] of [
    ['const all = []; for (;;) all.push(new Array(1e5).fill(1));', /Ended/],
    ["/^(a+)+$/.test('a'.repeat(40) + '!');", /still running/],
  ] as const) {
    await schema(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(source);
    await button(page, 'Run').click();
    await expect(button(page, 'Stop')).toHaveCount(0);
    await expect(status(page)).toContainText(said);
  }
});

test('with a thumb: everything can be pressed, nothing is wider than the page', { tag: '@phone' }, async ({
  page,
  trouble,
}) => {
  await page.goto('/demos/validation/');
  await button(page, 'Create a document').tap();
  await alive(page);
  await button(page, /More than was asked/).tap();
  const loose = plate(page).getByRole('region', { name: 'z.looseObject' });
  await expect(loose).toContainText('"locked": false');
  await expect(plate(page).getByRole('region', { name: 'z.object', exact: true })).not.toContainText(
    'locked',
  );
  await plate(page).getByRole('tab', { name: 'Form' }).tap();
  await button(page, 'Check').tap();
  await expect(plate(page).getByText(/^Refused: \d issues/)).toBeVisible();
  expect(await faults(page, '#validation')).toEqual([]);
  const small = await plate(page).evaluate((section) =>
    [...section.querySelectorAll('button, .plate-actions a, summary, input, select')]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 43.5)
      .map((one) => one.textContent),
  );
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await trouble.seen()).toEqual([]);
});
