// The fonts we serve, at the fixed weights that satori needs: it reads neither woff2 nor variable fonts.
// Paths start at the project's root: a bundled module's import.meta.url points elsewhere.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Font } from 'satori';
import subsetFont from 'subset-font';

const characters = `${String.fromCodePoint(...Array.from({ length: 0x17f - 0x20 }, (_, i) => i + 0x20))}–—‘’“”…·≥≤→←×`;

const faces = [
  { name: 'Sans', slug: 'hanken-grotesk', weight: 400 },
  { name: 'Sans', slug: 'hanken-grotesk', weight: 600 },
  { name: 'Sans', slug: 'hanken-grotesk', weight: 700 },
  { name: 'Mono', slug: 'jetbrains-mono', weight: 500 },
] as const;

let loaded: Promise<Font[]> | undefined;

/** Made once a build. */
export function fonts(): Promise<Font[]> {
  loaded ??= Promise.all(
    faces.map(async ({ name, slug, weight }) => {
      const path = `node_modules/@fontsource-variable/${slug}/files/${slug}-latin-wght-normal.woff2`;
      const data = await subsetFont(await readFile(resolve(path)), characters, {
        targetFormat: 'sfnt',
        variationAxes: { wght: weight },
      });
      return { name, data, weight, style: 'normal' as const };
    }),
  );
  return loaded;
}
