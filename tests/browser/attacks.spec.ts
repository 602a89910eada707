// The attack console and the attackable audit trail as a reader meets them: recorded first, then in the tab.
import type { Page } from '@playwright/test';
import { faults } from './axe.ts';
import { test, expect as watched } from './watched.ts';

// A start takes two seconds on a machine of its own, and many times that beside other tests.
const expect = watched.configure({ timeout: 60_000 });
test.setTimeout(180_000);

const plate = (page: Page, id: string) => page.locator(`#${id}`);
const press = (page: Page, id: string, name: string | RegExp) =>
  plate(page, id)
    .getByRole('button', { name, exact: typeof name === 'string' })
    .click();

async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

test('a link opens an attack with its recorded way; fired in the tab it is stopped, and gets through without that layer', {
  tag: '@desktop',
}, async ({ page, trouble }) => {
  const id = 'attacks';
  const outcome = plate(page, id).locator('[data-outcome]').first();
  await page.goto('/demos/attacks/#attack=algorithm-none&off=L3');
  await expect(plate(page, id)).toHaveAttribute('data-live');
  await expect(outcome).toContainText('It gets through: without L3 nothing else stops it.');
  await expect(outcome).toContainText('Recorded by CI');
  await plate(page, id).getByRole('switch', { name: 'L3 Authentication' }).click();
  await expect(outcome).toContainText('Stopped by L3 Authentication');

  await press(page, id, 'Boot and fire');
  await expect(outcome).toContainText('Fired here');
  await expect(outcome).toHaveAttribute('data-outcome', 'stopped');
  await expect(plate(page, id).getByText('demos/reference-api/identity/authenticate.ts:')).toBeVisible();
  await expect(plate(page, id).getByText('answered 401 · L3 · access-token')).toBeVisible();

  // Fired again by the switch, on the service as the tab starts it without that layer.
  await plate(page, id).getByRole('switch', { name: 'L3 Authentication' }).click();
  await expect(outcome).toHaveAttribute('data-outcome', 'through');
  await expect(outcome).toContainText('Fired here');
  await expect(plate(page, id).getByText('has what was wanted')).toBeVisible();
  expect(await faults(page, `#${id}`)).toEqual([]);
  await press(page, id, 'Reset');
  await expect(outcome).toContainText('Stopped by L3 Authentication');
  await press(page, id, 'Undo');
  await expect(outcome).toHaveAttribute('data-outcome', 'through');
  expect(await trouble.seen()).toEqual([]);
});

test('the owner of the database cuts the trail: the chain alone finds nothing, the kept head does', {
  tag: '@desktop',
}, async ({ page, trouble }) => {
  const id = 'audit';
  await page.goto('/demos/audit/');
  await plate(page, id).hover({ position: { x: 5, y: 5 } });
  await expect(plate(page, id)).toHaveAttribute('data-live');
  await press(page, id, 'Boot and run');
  await expect(plate(page, id).getByText('append-only')).toBeVisible();
  await press(page, id, 'Turn the triggers off');
  await expect(plate(page, id).getByText('the triggers are off')).toBeVisible();
  await press(page, id, 'Cut the end off');
  // Before the cut both find nothing.
  await expect(plate(page, id).getByText('finds that entries are gone')).toBeVisible();
  await expect(plate(page, id).getByText('finds nothing: intact to entry')).toBeVisible();
  expect(await faults(page, `#${id}`)).toEqual([]);
  await press(page, id, 'Reset');
  await expect(plate(page, id).getByText('the triggers are on')).toBeVisible();
  expect(await trouble.seen()).toEqual([]);
});

test('both are read on a phone without a start, and fit it', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/demos/attacks/');
  await plate(page, 'attacks').tap({ position: { x: 5, y: 5 } });
  await expect(plate(page, 'attacks')).toHaveAttribute('data-live');
  await plate(page, 'attacks').getByRole('combobox', { name: 'Attack' }).selectOption('other-tenant-record');
  await expect(plate(page, 'attacks').getByText('Stopped by row security in PostgreSQL')).toBeVisible();
  await fits(page);
  expect(await faults(page, '#attacks')).toEqual([]);
  await plate(page, 'attacks').getByRole('tab', { name: 'The matrix' }).click();
  await expect(plate(page, 'attacks').getByText('attacks have a single barrier')).toBeVisible();
  await fits(page);
  await page.goto('/demos/audit/');
  await expect(plate(page, 'audit').getByRole('cell', { name: 'finds that entries are gone' })).toBeVisible();
  await fits(page);
});
