// Browser tests: Chromium as found on this machine, against dist/ served with production headers.
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chromiumFlags, installedChromium } from '../infra/local/chromium.ts';
import { freePort } from '../infra/local/service.ts';
import { reportsFile } from './violations.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
// The workers read this file again and must come to the same port.
process.env['SITE_PORT'] ??= String(await freePort());
const port = Number(process.env['SITE_PORT']);
const reports = reportsFile(port);
const executablePath = installedChromium();

export default defineConfig({
  testDir: './browser',
  outputDir: `${root}test-results`,
  fullyParallel: true,
  forbidOnly: true,
  // For a machine with other work: what hangs is still found, a little later.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // One more try on a busy machine; the closing lines say how many needed it.
  retries: 1,
  workers: 2,
  reporter: [
    ['list'],
    ['json', { outputFile: `${root}.cache/tests/browser.json` }],
    ['./violations.ts', { file: reports }],
  ],
  webServer: {
    command: `node infra/local/serve.ts --port ${port} --reports "${reports}"`,
    cwd: root,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    browserName: 'chromium',
    launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    {
      name: 'desktop',
      grepInvert: /@phone/,
      testIgnore: /-phone\.spec/,
      use: { viewport: { width: 1280, height: 900 } },
    },
    {
      name: 'phone',
      testIgnore: /-keyboard\.spec/,
      grepInvert: /@desktop/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
  ],
});
