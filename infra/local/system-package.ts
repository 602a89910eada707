// On Debian as root a missing program can be installed without asking anyone; elsewhere this says no.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

const aptGet = (...args: string[]): boolean =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

/** True when apt-get has just installed it. */
export function installedBySystem(name: string): boolean {
  if (process.getuid?.() !== 0 || !isDebian()) return false;
  console.log(`▸ Installing ${name} with apt-get; this may take a minute`);
  return aptGet('update', '-q') && aptGet('install', '-q', '-y', '--no-install-recommends', name);
}
