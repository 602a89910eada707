// The queue as a reviewer meets it: by keyboard alone and with a second tab, by thumb, and with script in what it shows (AI-09).
import type { Page } from '@playwright/test';
import type { FromBorrower, FromLender } from '../../demos/runtime/lent.ts';
import { axe } from './axe.ts';
import { test, expect as watched } from './watched.ts';
import { corpus, scriptsRun, watchScripts } from './xss.ts';

// A start takes a second on a machine of its own, and many times that beside other tests.
const expect = watched.configure({ timeout: 60_000 });
test.setTimeout(240_000);

const plate = (page: Page) => page.locator('#review-queue');
const button = (page: Page, name: string | RegExp) =>
  plate(page).getByRole('button', { name, exact: typeof name === 'string' });
const item = (page: Page) => plate(page).getByRole('article');
const trail = (page: Page) => plate(page).getByRole('region', { name: 'Audit trail' });
const listed = (page: Page) =>
  plate(page).getByRole('navigation', { name: 'The queue' }).getByRole('listitem');
const counted = (page: Page, n: number) =>
  expect(plate(page).getByText(new RegExp(`^${n} open`))).toBeVisible();

const faults = (page: Page, schemes: readonly ('light' | 'dark')[] = ['light', 'dark']) =>
  axe(page, { within: '#review-queue', schemes });

async function filled(page: Page): Promise<number> {
  await page.goto('/demos/review-queue/');
  await expect(plate(page)).toContainText('The model missed the sum');
  await button(page, 'Boot and fill the queue').focus();
  await expect(plate(page)).toHaveAttribute('data-live');
  await page.keyboard.press('Enter');
  await expect(item(page)).toBeVisible();
  return listed(page).count();
}

test('by keyboard alone: correct, reject, undo, a decision that comes too late, the trail, a second tab', {
  tag: '@desktop',
}, async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const many = await filled(page);
  expect(many).toBeGreaterThan(8);
  expect(await faults(page)).toEqual([]);

  await page.keyboard.press('e');
  await expect(plate(page).getByRole('combobox', { name: 'Wants' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('?');
  await page.keyboard.press('Enter');
  // What is wrong is said at its field, which has the focus.
  const order = plate(page).getByRole('textbox', { name: 'Order' });
  await expect(order).toHaveAttribute('aria-invalid', 'true');
  await expect(order).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('lb-12345');
  await page.keyboard.press('Enter');
  await expect(trail(page).getByText(/^Rita corrected/)).toBeVisible();

  await page.keyboard.press('z');
  await expect(plate(page).getByText(/^Taken back/)).toBeVisible();
  await expect(trail(page).getByText(/^Rita took a decision back/)).toBeVisible();
  await counted(page, many);

  await page.keyboard.press('j');
  await page.keyboard.press('r');
  const why = plate(page).getByLabel('Why is it rejected?');
  await expect(why).toBeFocused();
  await page.keyboard.type('not a request');
  await page.keyboard.press('Enter');
  await counted(page, many - 1);

  await button(page, 'Go to lunch').focus();
  await page.keyboard.press('Enter');
  await expect(plate(page).getByText(/Ada Novak has taken the item/)).toBeVisible();
  await page.keyboard.press('a');
  await expect(plate(page).getByRole('alert')).toContainText(
    /refused \(409.*Ada Novak has it now, with fence/,
  );
  expect(await faults(page)).toEqual([]);
  await button(page, /^Take the next/)
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(plate(page).getByRole('alert')).toHaveCount(0);

  await button(page, 'Verify').focus();
  await page.keyboard.press('Enter');
  await expect(trail(page).getByText(/^Intact: all \d+ entries/)).toBeVisible();
  await button(page, /^Tamper with/).focus();
  await page.keyboard.press('Enter');
  await expect(trail(page).getByText(/^Caught\./)).toBeVisible();
  await expect(trail(page).getByRole('listitem').filter({ hasText: 'does not follow' })).toHaveCount(1);

  // The second reviewer: another tab at the same queue; nothing is loaded there, and one decides what the other sees.
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    button(page, 'Open a second tab as Ada').click(),
  ]);
  await button(other, 'Join the other tab').click();
  await expect(item(other)).toBeVisible();
  expect(asked.filter((path) => /\.wasm|\.data|image/.test(path))).toEqual([]);
  await expect(plate(other).getByText(/Rita has it/)).toBeVisible();
  const before = await listed(other).count();
  await button(other, /^Reject/)
    .first()
    .click();
  await other.keyboard.type('a duplicate');
  await other.keyboard.press('Enter');
  await counted(page, before - 1);
  await page.close();
  await expect(plate(other)).toContainText('The tab that ran the queue is gone');
});

test('by thumb, at 390 and 320 points', { tag: '@phone' }, async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const many = await filled(page);
  await button(page, /^Approve/)
    .first()
    .tap();
  await expect(button(page, /^Undo/)).toBeVisible();
  await button(page, /^Undo/).tap();
  await counted(page, many);
  for (const width of [390, 320])
    expect(
      await page
        .setViewportSize({ width, height: 844 })
        .then(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)),
      `at ${width}`,
    ).toBeLessThanOrEqual(0);
  expect(await faults(page)).toEqual([]);
});

/** Payloads in one message. */
const each = 96;
const messages = Array.from({ length: Math.ceil(corpus.length / each) }, (_, i) =>
  corpus.slice(i * each, (i + 1) * each).join('\n'),
);

/** Sends messages in and poisons stored items, as another tab could: over the channel on which this one lends. */
const store = (page: Page, texts: readonly string[], poison: readonly string[]) =>
  page.evaluate(
    async ([all, bad]) => {
      const channel = new BroadcastChannel('runtime-lent');
      const from = crypto.randomUUID();
      let last = 0;
      const ask = (message: object) =>
        new Promise<FromLender>((resolve) => {
          const id = ++last;
          const hear = ({ data }: MessageEvent<FromLender>) => {
            if (data.to !== from || !('id' in data) || data.id !== id) return;
            channel.removeEventListener('message', hear);
            resolve(data);
          };
          channel.addEventListener('message', hear);
          channel.postMessage({ ...message, from, id } as FromBorrower);
        });
      const call = async (path: string, body: unknown, token?: string) => {
        const headers = {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          ...(token && { authorization: `Bearer ${token}` }),
        };
        const answer = await ask({
          type: 'request',
          path,
          init: { method: 'POST', headers, body: JSON.stringify(body) },
        });
        if (answer.type !== 'answer' || answer.status !== 201) throw new Error(JSON.stringify(answer));
        return JSON.parse(answer.body ?? '');
      };
      const { accessToken } = await call('/v1/sessions', {
        email: 'carl@aster.example',
        password: 'seven quiet rivers meet',
      });
      for (const text of all)
        await call(
          '/v1/intake',
          {
            file: { name: 'x.txt', type: 'text/plain', base64: btoa(text) },
            manual: true,
          },
          accessToken,
        );
      const quoted = (it: string) => `'${it.replaceAll("'", "''")}'`;
      const rows = bad.map(
        (one, i) =>
          `update review_items set reasons = array[${quoted(one)}], pattern = ${quoted(`${one}+manual`)}
            where input_id = (select input_id from review_items where state <> 'done' order by input_id offset ${i} limit 1)`,
      );
      const done = await ask({ type: 'inspect', sql: rows.join(';') });
      channel.close();
      if (done.type !== 'rows') throw new Error(JSON.stringify(done));
    },
    [texts, poison] as const,
  );

test('AI-09: stored output with script in it is shown and never run; an unsafe twin is caught by the same check', {
  tag: '@desktop',
}, async ({ page, context }) => {
  expect(corpus.length).toBeGreaterThan(2_000);
  await watchScripts(page);
  const many = await filled(page);
  await store(page, messages, corpus.slice(0, 8));
  await button(page, 'Take the next').click();
  await counted(page, many + messages.length);

  const seen = new Set<string>();
  const rows = await listed(page).count();
  for (let i = 0; i < rows; i++) {
    const row = listed(page).nth(i).getByRole('button');
    await row.click();
    await expect(row).toHaveAttribute('aria-current', 'true');
    const text = await item(page)
      .getByRole('group', { name: 'The message' })
      .locator('p')
      .first()
      .textContent();
    for (const line of (text ?? '').split('\n')) seen.add(line);
  }
  // Every payload stood on the page, as text.
  const lines = messages.flatMap((text) => text.split('\n'));
  expect(lines.filter((line) => !seen.has(line))).toEqual([]);
  await expect(listed(page).filter({ hasText: corpus[0] as string })).not.toHaveCount(0);
  expect(await scriptsRun(page)).toEqual([]);

  // The unsafe twin: the same texts, put into the page as markup, where no policy is.
  const twin = await context.newPage();
  await watchScripts(twin);
  await twin.route('**/unsafe-twin/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>Unsafe twin</title><div id="at"></div>',
    }),
  );
  await twin.goto('/unsafe-twin/');
  await twin.evaluate((all) => {
    for (const one of all) {
      const box = document.createElement('div');
      box.innerHTML = one;
      document.body.append(box);
    }
  }, corpus);
  await expect.poll(async () => (await scriptsRun(twin)).length).toBeGreaterThan(100);
});
