// From the tree to the PNG. Kept in .cache/social by the hash of the tree: it holds every word, place and colour,
// so an unchanged page costs nothing in the next build.

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import { size } from './card.ts';
import type { Element } from './element.ts';
import { fonts } from './fonts.ts';

const folder = '.cache/social';
/** Raise it when the fonts or the renderer change, which the tree does not show. */
const edition = 1;

export async function render(tree: Element): Promise<Buffer> {
  const hash = createHash('sha256')
    .update(`${edition}${JSON.stringify(tree)}`)
    .digest('hex')
    .slice(0, 32);
  const path = `${folder}/${hash}.png`;
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return kept;
  const svg = await satori(tree as never, { ...size, fonts: await fonts() });
  const png = new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
  await mkdir(folder, { recursive: true });
  await writeFile(path, png);
  return png;
}
