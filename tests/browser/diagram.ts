// What every diagram test needs: where a view is, how to get the focus into it, and what the page complained about.
import type { Locator, Page } from '@playwright/test';
import { type ViewId, views } from '../../src/architecture/model.ts';

export const allViews = Object.keys(views) as ViewId[];

export function addressOf(view: ViewId, place = ''): string {
  const { page } = views[view];
  return `${page === '' ? '/' : `/${page}/`}#${view}${place === '' ? '' : `/${place}`}`;
}

export function sectionOf(page: Page, view: ViewId): Locator {
  return page.locator(`[data-diagram="${view}"]`);
}

export function nodeOf(page: Page, view: ViewId, part: string): Locator {
  return sectionOf(page, view).locator(`[data-canvas] [data-part="${part}"]`);
}

/** Opens a place and waits until the client runs. */
export async function arrive(page: Page, view: ViewId, place = ''): Promise<Locator> {
  await page.goto(addressOf(view, place));
  const section = sectionOf(page, view);
  await section.locator('[data-tool="find"]').first().waitFor();
  return section;
}

/** Errors, uncaught exceptions and policy violations, as they come. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text());
  });
  return heard;
}

export function focusedPart(page: Page): Promise<string | null> {
  return page.evaluate(
    () => document.activeElement?.closest('[data-canvas] [data-part]')?.getAttribute('data-part') ?? null,
  );
}
