// Which Chromium the browser tests drive: Playwright's own, else the system's, else one is brought.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { installedBySystem } from './system-package.ts';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function installedChromium(): string | undefined {
  return [chromium.executablePath(), ...systemPaths].find((path) => existsSync(path));
}

export async function ensureChromium(): Promise<string> {
  const found = installedChromium();
  if (found) {
    console.log(`▸ Chromium: ${found}`);
    return found;
  }
  if (!installedBySystem('chromium')) {
    console.log('▸ Chromium: none here, asking Playwright for its own');
    spawnSync('playwright', ['install', 'chromium'], { stdio: ['ignore', 'inherit', 'inherit'] });
  }
  const brought = installedChromium();
  if (brought) return brought;
  throw new Error(
    'The browser tests need Chromium, and it could not be brought. ' +
      'Why: neither apt-get nor "playwright install chromium" delivered it; their messages stand above. ' +
      `What to do: install Chromium so that one of these exists: ${systemPaths.join(', ')}.`,
  );
}
