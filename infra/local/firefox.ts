// Which Firefox the journeys drive: the system's own, stock one, over WebDriver BiDi; brought where that needs nobody's leave.
import { existsSync } from 'node:fs';
import { installedBySystem } from './system-package.ts';

const paths = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

export const installedFirefox = (): string | undefined => paths.find((path) => existsSync(path));

/** @returns undefined, and why in words, when there is none: the site is then judged in Chromium alone. */
export function ensureFirefox(): { path: string } | { missing: string } {
  const found = installedFirefox() ?? (installedBySystem('firefox-esr') ? installedFirefox() : undefined);
  if (found !== undefined) return { path: found };
  return {
    missing:
      'there is no Firefox here, and apt-get could not bring one (only as root on Debian). ' +
      `What to do: install Firefox so that one of these exists: ${paths.slice(0, 4).join(', ')}`,
  };
}
