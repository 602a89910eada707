// A stock Firefox for the journeys: headless, over WebDriver BiDi, with a profile and a home of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { installedFirefox } from '../infra/local/firefox.ts';

export interface Firefox {
  page(): Promise<Watched>;
  close(): Promise<void>;
}

export interface Watched {
  readonly page: Page;
  /** What the page complained about so far: errors, refusals by policy, files that did not come. */
  readonly trouble: readonly string[];
}

/** @param preferences as in about:config */
export async function openFirefox(preferences: Record<string, unknown> = {}): Promise<Firefox> {
  // As root it does not start in a home that belongs to somebody else.
  const home = mkdtempSync(join(tmpdir(), 'lavbytes-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: installedFirefox() as string,
    headless: true,
    env: { ...process.env, HOME: home, TMPDIR: home },
    extraPrefsFirefox: preferences,
  });
  return {
    async page() {
      const page = await browser.newPage();
      page.setDefaultTimeout(60_000);
      await page.setViewport({ width: 1280, height: 900 });
      const trouble: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) =>
        trouble.push(`error: ${error instanceof Error ? error.message : error}`),
      );
      page.on('requestfailed', (request) => trouble.push(`failed: ${request.url()}`));
      return { page, trouble };
    },
    async close() {
      await browser.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
