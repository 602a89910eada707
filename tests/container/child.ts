// Which Node the stand-in's programs run on: a WebContainer has 20 or 22. Where neither is installed the one that runs the tests
// takes its place, and the tests say so.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface ChildNode {
  readonly path: string;
  readonly version: string;
  /** Whether it is one that a WebContainer has. */
  readonly faithful: boolean;
}

export function childNode(): ChildNode {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const found = [
    ...new Set([process.env['CONTAINER_NODE'], ...folders.map((folder) => join(folder, 'node'))]),
  ]
    .filter((path) => path !== undefined && existsSync(path))
    .map((path) => ({
      path: path as string,
      version: execFileSync(path as string, ['--version'])
        .toString()
        .trim(),
    }));
  const fitting = found.find(({ version }) => /^v2[02]\./.test(version));
  return fitting
    ? { ...fitting, faithful: true }
    : { path: process.execPath, version: process.version, faithful: false };
}
