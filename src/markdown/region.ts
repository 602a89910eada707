// A region of a real file, between comments `#region name` and `#endregion`, with the numbers its lines have there.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { languages } from './highlight.ts';
import { unknown } from './problem.ts';

export interface Region {
  readonly lines: readonly string[];
  /** Number of each line in its file. */
  readonly numbers: readonly number[];
}

const opens = /^\s*(?:\/\/|\/\*|#|--|<!--)\s*#?region\s+([\w-]+)/;
const closes = /^\s*(?:\/\/|\/\*|#|--|<!--)\s*#?endregion\b/;

const notOurs = new Set([
  'node_modules',
  'dist',
  '.git',
  '.cache',
  '.astro',
  'test-results',
  'playwright-report',
]);

/** Every file of the repository, from its root. Read only when a path is wrong. */
function files(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : files(path);
    return [path];
  });
}

/** The file's text, or what to say instead. Paths start at the repository's root and stay inside it. */
export function readSource(path: string): { text: string } | { fault: string } {
  try {
    if (/^\/|(?:^|\/)\.\.(?:\/|$)/.test(path)) throw new Error('outside');
    return { text: readFileSync(path, 'utf8') };
  } catch {
    return { fault: unknown('source file', path, files()) };
  }
}

function regionNames(text: string): string[] {
  return text.split('\n').flatMap((line) => opens.exec(line)?.[1] ?? []);
}

/** Without a name: the whole file. Markers are left out, and the indentation that all lines share. */
export function takeRegion(path: string, text: string, name?: string): Region | { fault: string } {
  const all = text.replace(/\n$/, '').split('\n');
  const start = name === undefined ? -1 : all.findIndex((line) => opens.exec(line)?.[1] === name);
  if (name !== undefined && start < 0)
    return { fault: unknown(`region of ${path}`, name, regionNames(text)) };
  const end = name === undefined ? all.length : endOf(all, start);
  if (end < 0) return { fault: `the region "${name}" of ${path} has no #endregion` };
  const numbered = all
    .map((line, at) => ({ line, number: at + 1 }))
    .slice(start + 1, end)
    .filter(({ line }) => !opens.test(line) && !closes.test(line));
  while (numbered.at(-1)?.line.trim() === '') numbered.pop();
  while (numbered[0]?.line.trim() === '') numbered.shift();
  const indent = Math.min(...numbered.filter(({ line }) => line.trim()).map(({ line }) => line.search(/\S/)));
  return {
    lines: numbered.map(({ line }) => line.slice(indent)),
    numbers: numbered.map(({ number }) => number),
  };
}

/** Regions may hold regions. */
function endOf(lines: readonly string[], start: number): number {
  let depth = 0;
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (opens.test(line)) depth++;
    else if (closes.test(line) && --depth === 0) return at;
  }
  return -1;
}

const byEnding: Readonly<Record<string, string>> = {
  '.mjs': 'js',
  '.cjs': 'js',
  '.yml': 'yaml',
  '.svg': 'xml',
  '.txt': 'text',
};

export function languageOf(path: string): string {
  const ending = extname(path);
  const language = byEnding[ending] ?? ending.slice(1);
  if (/(?:^|\/)Dockerfile/.test(path)) return 'docker';
  return languages.includes(language) ? language : 'text';
}
