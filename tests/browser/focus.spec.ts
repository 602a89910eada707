// Pressed by keyboard, a control may go away, or rest while its work is under way: the focus stays in its demo.
import type { Locator, Page } from '@playwright/test';
import { test, expect as watched } from './watched.ts';

const expect = watched.configure({ timeout: 20_000 });

/** Presses it by keyboard, waits for `then`, and looks where the focus is. */
async function press(page: Page, plate: Locator, name: string, then: () => Promise<unknown>) {
  await plate.getByRole('button', { name, exact: true }).press('Enter');
  await then();
  const inside = () => plate.evaluate((it) => it.contains(document.activeElement));
  await expect.poll(inside, { message: `after “${name}”` }).toBe(true);
  // The next Tab begins where the focus is, not at the top of the page.
  await page.keyboard.press('Tab');
  expect(await inside(), `a Tab after “${name}”`).toBe(true);
}

test('focus stays in the sandbox when what was pressed goes away @desktop', async ({ page }) => {
  test.slow();
  await page.goto('/sandbox/');
  const plate = page.locator('#sandbox');
  const button = (name: string) => plate.getByRole('button', { name, exact: true });
  await press(page, plate, 'Boot', () => expect(button('Stop')).toBeVisible({ timeout: 60_000 }));
  const caller = plate.getByLabel('Call as');
  await caller.focus();
  await caller.selectOption('carl@aster.example');
  await expect(plate.getByText('Token for')).toBeVisible();
  await expect(caller).toBeFocused();
  await press(page, plate, 'Renew', () => expect(button('Renew')).not.toHaveAttribute('aria-disabled'));
  await press(page, plate, 'Sign out', () => expect(button('Sign out')).toHaveCount(0));
  await caller.selectOption('carl@aster.example');
  await expect(plate.getByText('Token for')).toBeVisible();
  // A change that no export holds: stopping asks.
  await plate.getByRole('button', { name: /POST \/documents$/ }).click();
  await plate.locator('form').getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await expect(plate.getByText('1 change, not exported')).toBeVisible();
  await press(page, plate, 'Stop', () => expect(button('Export, then stop')).toBeFocused());
  await press(page, plate, 'Keep running', () => expect(button('Keep running')).toHaveCount(0));
});

test('focus stays in the validation demo when its button gives way to the editor @desktop', async ({
  page,
}) => {
  await page.goto('/demos/validation/');
  const plate = page.locator('#validation');
  await press(page, plate, 'Edit a copy', () =>
    expect(plate.getByText('It runs in an engine of its own')).toBeVisible(),
  );
});
