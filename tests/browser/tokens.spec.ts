// The token workshop as a reader meets it: by keyboard alone on a desktop, by thumb on a phone, and with a real second tab.
import type { Page } from '@playwright/test';
import { provokes } from '../violations.ts';
import { faults } from './axe.ts';
import { expect as hurried, test } from './watched.ts';

const expect = hurried.configure({ timeout: 30_000 });
test.setTimeout(120_000);

const path = '/demos/tokens/';
const plate = (page: Page) => page.locator('#tokens');
const button = (page: Page, name: string | RegExp) => plate(page).getByRole('button', { name });
const tab = (page: Page, name: string) => plate(page).getByRole('tab', { name, exact: true });
const verdict = (page: Page) => plate(page).getByRole('region', { name: 'Checks' }).getByRole('status');

/** Presses a button of the plate by keyboard. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await button(page, name).focus();
  await page.keyboard.press('Enter');
}
/** From the tab that has the focus to the next one. */
const nextTab = (page: Page) => page.keyboard.press('ArrowRight');

test('by keyboard alone: break, issue, keys, paste, refresh, count', {
  tag: '@desktop',
  annotation: provokes('connect-src https://elsewhere.invalid/'),
}, async ({ page, trouble }) => {
  await page.goto(path);
  // Before any script of it: a whole token, explained and checked.
  for (const part of ['Header', 'Payload', 'Signature'])
    await expect(plate(page).getByRole('region', { name: part, exact: true })).toBeVisible();
  await expect(verdict(page)).toContainText('Accepted 17 checks, 0 failed');
  expect(await plate(page).getAttribute('data-live')).toBeNull();

  await press(page, 'Make me an admin');
  await expect(verdict(page)).toContainText('Refused Signature');
  await expect(plate(page).getByText('401, not asked')).toBeVisible();
  await plate(page).getByRole('slider').focus();
  await page.keyboard.press('End');
  await expect(verdict(page)).toContainText('And 1 more.');
  await expect(plate(page).locator('li[data-outcome="failed"]')).toHaveCount(2);
  expect(await faults(page, '#tokens')).toEqual([]);

  await plate(page).getByLabel('Signed with').selectOption('EdDSA');
  await plate(page).getByLabel('Issue as').selectOption('rita');
  await page.keyboard.press('Control+Enter');
  await expect(plate(page).locator('[data-status="ready"]')).toContainText('signed in this tab · EdDSA');
  await expect(verdict(page)).toContainText('Accepted');
  await expect(plate(page).getByText('200, by documents.read.body.department')).toBeVisible();
  await plate(page).getByText('Change the payload').focus();
  await page.keyboard.press('Enter');
  await plate(page).getByLabel('Payload, decoded').fill('{"role":"admin"}');
  await expect(verdict(page)).toContainText('Refused Signature');
  await press(page, 'Reset');
  await expect(verdict(page)).toContainText('Accepted');
  await page.keyboard.press('Control+z');
  await expect(verdict(page)).toContainText('Refused');

  await tab(page, 'Token').focus();
  await nextTab(page);
  await press(page, 'Make the first key');
  for (const name of ['Sign a token', 'Publish the next key', '+ 5 minutes']) {
    await press(page, name);
    await expect(
      plate(page)
        .locator('[role="status"]')
        .filter({ hasText: /signed by|published|moved/ }),
    ).toHaveCount(1);
  }
  await expect(plate(page).getByRole('row', { name: /k2/ })).toContainText('signing');
  await expect(plate(page).getByText('✓ taken')).toBeVisible();
  await press(page, '+ 11 minutes');
  await expect(plate(page).getByRole('row', { name: /k1/ })).toContainText('retired');
  await expect(plate(page).getByText('✗ refused')).toBeVisible();
  expect(await faults(page, '#tokens')).toEqual([]);

  await tab(page, 'Keys').focus();
  await nextTab(page);
  const mine = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJvbmx5LWhlcmUifQ.c2lnbmF0dXJl';
  await plate(page).getByLabel('A token, three parts with dots').fill(mine);
  await expect(plate(page).getByText('only-here')).toBeVisible();
  await press(page, 'A.2, RS256');
  await expect(plate(page).getByText('✓ The signature is right')).toBeVisible();
  await plate(page).getByLabel('A token, three parts with dots').fill(mine);
  await expect(plate(page).getByText('✗ The signature is wrong')).toBeVisible();
  await expect(plate(page).getByText('0 requests left this page')).toBeVisible();
  await press(page, 'Try to send something out');
  await expect(plate(page).getByText("The browser refused it: connect-src 'self'.")).toBeVisible();
  // The browser's own report of that is the one thing that leaves.
  const leaving = plate(page).getByRole('region', { name: 'What leaves this page' });
  await expect(leaving.getByRole('listitem')).toHaveText([/\/api\/reports$/]);
  expect(await faults(page, '#tokens')).toEqual([]);
  const kept = () =>
    JSON.stringify([
      location.href,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      history.state,
    ]);
  expect(await page.evaluate(kept)).not.toContain('eyJ');
  // {"<img src=x onerror=\"boom()\">":"</code><script>boom()</script>"} is text like any other.
  const planted =
    'eyI8aW1nIHNyYz14IG9uZXJyb3I9XCJib29tKClcIj4iOiI8L2NvZGU-PHNjcmlwdD5ib29tKCk8L3NjcmlwdD4ifQ';
  await plate(page).getByLabel('A token, three parts with dots').fill(`eyJhbGciOiJub25lIn0.${planted}.AA`);
  await expect(plate(page).getByText('</code><script>boom()</script>', { exact: true })).toBeVisible();
  await expect(plate(page).getByText('whoever accepts it accepts anything')).toBeVisible();
  await press(page, 'Forget it');
  await expect(plate(page).getByText('boom')).toHaveCount(0);

  await tab(page, 'Your token').focus();
  await nextTab(page);
  await press(page, 'Sign in');
  for (const name of ['Refresh with T0', 'Replay T0', '+ 11 seconds']) await press(page, name);
  await expect(plate(page).getByText('T1', { exact: true })).toBeVisible();
  await press(page, 'Replay T0');
  await expect(plate(page).getByText('Present T0: 401.')).toBeVisible();
  await expect(plate(page).locator('[data-state="dead"]')).toHaveCount(2);
  expect(await faults(page, '#tokens')).toEqual([]);

  await tab(page, '1,000 sessions').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(plate(page).getByRole('row', { name: /Sliding grace/ })).toContainText('1022');
  await expect(plate(page).getByRole('row', { name: /Strict/ })).toContainText('602');
  expect(await faults(page, '#tokens')).toEqual([]);

  // The one refusal that was asked for, and nothing else.
  const seen = (await trouble.seen()).filter((line) => !line.includes('https://elsewhere.invalid/'));
  expect(seen).toEqual([]);
});

test('two real tabs, and the whole service', { tag: '@desktop' }, async ({ page, context, trouble }) => {
  await page.goto(path);
  await tab(page, 'Two tabs').click();
  const link = plate(page).getByRole('link', { name: 'Open a second tab' });
  await expect(link).toHaveAttribute('href', /#tokens\?s=/);
  const [second] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await expect(plate(page).locator('[data-status="ready"]')).toContainText('2 tabs are here');
  await expect(plate(second).locator('[data-status="ready"]')).toContainText('2 tabs are here');

  const outcomes = [
    ['strict', ['refreshed', 'refused'], '401'],
    ['grace', ['refreshed', 'refreshed'], '200'],
    ['single', ['refreshed', 'took'], '200'],
  ] as const;
  for (const [index, [manner, did, next]] of outcomes.entries()) {
    // Either tab may begin; both show the same.
    const starter = index % 2 === 0 ? second : page;
    await plate(starter).getByLabel('How').selectOption(manner);
    await button(starter, 'Refresh in all tabs').click();
    for (const one of [page, second]) {
      const race = plate(one).getByRole('region', { name: `Race ${index + 1}` });
      await expect(race.getByRole('status')).toContainText(`first is used: ${next}`);
      const deeds = await race
        .locator('[data-did]')
        .evaluateAll((all) => all.map((it) => it.getAttribute('data-did')));
      expect(deeds.sort()).toEqual([...did].sort());
    }
  }
  expect(await faults(page, '#tokens')).toEqual([]);
  await page.close();
  // The tab that is left takes over the service.
  await expect(plate(second).getByText('which also answers for the service')).toBeVisible();

  await tab(second, 'Refresh').click();
  await plate(second).getByLabel('Against').selectOption('service');
  await button(second, /^Sign in$/).click();
  await button(second, 'Refresh with T0').click();
  await button(second, 'Refresh with T1').click();
  await expect(button(second, 'Refresh with T2')).toBeVisible();
  await button(second, 'Replay T0').click();
  await expect(plate(second).getByText('GET /v1/me answers 401')).toBeVisible();
  await expect(plate(second).locator('[data-state="dead"]')).toHaveCount(3);
  await button(second, 'Stop').click();
  await second.close();
  void trouble;
});

test('by thumb: everything can be pressed, nothing is wider than the phone, a link runs nothing', {
  tag: '@phone',
}, async ({ page, trouble }) => {
  await page.goto(path);
  await button(page, 'Say “alg: none”').tap();
  await expect(verdict(page)).toContainText('Refused Header of a live key');
  await button(page, 'As it was issued').tap();
  await button(page, '6 seconds later').tap();
  await expect(verdict(page)).toContainText('It ran out 6 s ago');
  const small = () =>
    plate(page).evaluate((section) =>
      [...section.querySelectorAll('button, select, summary, input, .plate-actions a')]
        .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 43.5)
        .map((one) => `${one.tagName} ${one.textContent?.slice(0, 40)}`),
    );
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  for (const name of ['Token', 'Keys', 'Your token', 'Refresh', 'Two tabs', '1,000 sessions']) {
    await tab(page, name).tap();
    await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true');
    if (name === 'Keys') {
      await button(page, 'Make the first key').tap();
      await expect(plate(page).getByRole('row', { name: /k1/ })).toContainText('signing');
      expect(await faults(page, '#tokens')).toEqual([]);
    }
    if (name === '1,000 sessions') {
      await button(page, 'Play 1,000 sessions').tap();
      await expect(plate(page).getByRole('row', { name: /Sliding grace/ })).toContainText('1022');
    }
    if (name === 'Your token') await button(page, 'RFC 8037 A.4, EdDSA').tap();
    if (name === 'Refresh') {
      await button(page, /^Sign in$/).tap();
      await button(page, 'Refresh with T0').tap();
      await expect(button(page, 'Replay T0')).toBeVisible();
    }
    expect([name, await small()]).toEqual([name, []]);
    expect([name, await wide()]).toEqual([name, 390]);
  }
  expect(await faults(page, '#tokens')).toEqual([]);

  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.evaluate(() => {
    location.hash = '#tokens?s=q1YqSMxLzVGyUiopSk0sTlWqBQA';
  });
  await expect(plate(page).locator('[class*="notice"]')).toContainText('The link');
  expect(asked.filter((one) => one.startsWith('/runtime/'))).toEqual([]);
  expect(await trouble.seen()).toEqual([]);
});
