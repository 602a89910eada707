// A page that is watched: whatever it logs as an error, refuses by policy, fails to load or fetches from elsewhere.
import { test as base, expect } from '@playwright/test';

declare global {
  interface Window {
    violations?: string[];
  }
}

export interface Trouble {
  /** All of it so far, policy violations included. */
  readonly seen: () => Promise<string[]>;
}

export const test = base.extend<{ trouble: Trouble }>({
  trouble: async ({ page, baseURL }, use) => {
    const lines: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        lines.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
    page.on('requestfailed', (request) => {
      const { errorText } = request.failure() ?? {};
      // Fonts come last: whoever leaves a page early leaves them on their way.
      if (errorText === 'net::ERR_ABORTED' && new URL(request.url()).pathname.startsWith('/fonts/')) return;
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
