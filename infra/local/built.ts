// What the build left behind: the files of dist/ by the path they answer, and the hashes of the inline code in them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Hashes } from '../../src/headers.ts';

/** Absolute file names by path, '/security/index.html' and so on. */
export function filesIn(dist: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(dist, file).split(sep).join('/')}`, file);
  }
  return files;
}

export const digest = (algorithm: 'sha256' | 'sha384', content: string | Buffer): string =>
  `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;

export function* elements(node: Tree.Node): Generator<Tree.Element> {
  if ('tagName' in node) yield node;
  if ('content' in node) yield* elements(node.content);
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
}

export const attribute = (element: Tree.Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;

const text = (element: Tree.Element): string =>
  element.childNodes.map((child) => ('value' in child ? child.value : '')).join('');

/** Types that a browser executes; JSON-LD and other data blocks never run and need no hash. */
const executed = new Set([undefined, '', 'module', 'text/javascript', 'importmap', 'speculationrules']);

export function inlineHashes(html: string): { scripts: string[]; styles: string[] } {
  const scripts: string[] = [];
  const styles: string[] = [];
  for (const element of elements(parse(html))) {
    if (element.tagName === 'style') styles.push(digest('sha256', text(element)));
    if (element.tagName !== 'script' || attribute(element, 'src') !== undefined) continue;
    if (executed.has(attribute(element, 'type'))) scripts.push(digest('sha256', text(element)));
  }
  return { scripts, styles };
}

export function hashesOf(dist: string): Hashes {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  for (const [path, file] of filesIn(dist)) {
    if (!path.endsWith('.html')) continue;
    const found = inlineHashes(readFileSync(file, 'utf8'));
    for (const hash of found.scripts) scripts.add(hash);
    for (const hash of found.styles) styles.add(hash);
  }
  return { scripts: [...scripts].sort(), styles: [...styles].sort() };
}

/** Beside dist, not in it: written once by the build, so that code slipped into dist later is not trusted. */
export const hashesFile = (dist: string): string => join(dirname(dist), '.cache', 'hashes.json');
