// The text of a file in this repository, or of one marked region of it.

import { readFileSync } from 'node:fs';
import { nearest } from '../nearest.ts';

export function readSource(path: string, region: string | undefined): string {
  const text = readFileSync(path, 'utf8');
  return region === undefined ? text : regionOf(text, region, path);
}

/** Between `// #region name` and its `// #endregion`, without the indentation that all lines share. */
export function regionOf(text: string, region: string, path: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => opens(line) === region);
  if (start === -1) {
    const names = lines.map(opens).filter((name) => name !== undefined);
    throw new Error(`${path}: no region "${region}"; the nearest is "${nearest(region, names)}"`);
  }
  const inside = [];
  for (let index = start + 1, depth = 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (opens(line) !== undefined) depth++;
    else if (/#endregion\b/.test(line)) depth--;
    if (depth === 0) break;
    if (opens(line) === undefined && !/#endregion\b/.test(line)) inside.push(line);
  }
  const indents = inside.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  return inside.map((line) => line.slice(shared)).join('\n');
}

function opens(line: string): string | undefined {
  return /#region\s+([\w-]+)/.exec(line)?.[1];
}
