// A page that is watched: whatever it logs as an error, refuses by policy, fails to load or fetches from elsewhere. Every test of
// the site takes its `test` from here: its browser then sends the test's id along, so that a report of a violation, which comes
// from pages, frames and workers alike, is known to be this test's (violations.ts judges them at the end of the run).
import { test as base, expect } from '@playwright/test';
import { fits, named, provoked, reported, reportsFile } from '../violations.ts';

declare global {
  interface Window {
    violations?: string[];
  }
}

export interface Trouble {
  /** All of it so far, policy violations included. */
  readonly seen: () => Promise<string[]>;
}

export const test = base.extend<{ trouble: Trouble; announced: undefined }, { agent: string }>({
  agent: [
    async ({ browser }, use) => {
      const session = await browser.newBrowserCDPSession();
      await use((await session.send('Browser.getVersion')).userAgent);
      await session.detach();
    },
    { scope: 'worker' },
  ],
  userAgent: ({ agent }, use, { testId }) => use(named(agent, testId)),
  // What a test announced has to arrive while its browser is there to send it.
  announced: [
    async ({ context: _sends, baseURL }, use, info) => {
      await use(undefined);
      const announced = provoked(info.annotations);
      if (announced.length === 0 || info.status !== 'passed') return;
      const missing = () => {
        const own = reported(reportsFile(new URL(baseURL ?? '').port)).filter(
          (one) => one.testId === info.testId,
        );
        return announced.filter((what) => !own.some((one) => fits(one, what)));
      };
      await expect.poll(missing, 'announced violations that nobody reported').toEqual([]);
    },
    { auto: true },
  ],
  trouble: async ({ page, baseURL }, use) => {
    const lines: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        lines.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
    page.on('requestfailed', (request) => {
      const { errorText } = request.failure() ?? {};
      // Fonts and the icon come last: whoever leaves a page early leaves them on their way.
      if (
        errorText === 'net::ERR_ABORTED' &&
        /^\/(fonts\/|favicon\.svg$)/.test(new URL(request.url()).pathname)
      )
        return;
      lines.push(`failed: ${request.url()} ${errorText}`);
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== baseURL) lines.push(`elsewhere: ${request.url()}`);
    });
    // Only the listener comes from outside; what it hears are violations of the page's own tasks.
    await page.addInitScript(() => {
      window.violations = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
        window.violations?.push(`policy: ${effectiveDirective} ${blockedURI} ${sample}`);
      });
    });
    await use({ seen: async () => [...lines, ...(await page.evaluate(() => window.violations ?? []))] });
  },
});

export { expect };
