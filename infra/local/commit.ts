// Which commit this is, for what is shown or stored with a build.
import { execFileSync } from 'node:child_process';

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** All 40 digits; null outside a repository. */
export const wholeCommit = (): string | null => git('rev-parse', 'HEAD') || null;

/** "1a2b3c4", with a + when files have changed since; "unknown" outside a repository. */
export function commit(): string {
  const head = git('rev-parse', '--short=7', 'HEAD');
  if (head === '') return 'unknown';
  return git('status', '--porcelain', '--untracked-files=no') === '' ? head : `${head}+`;
}
