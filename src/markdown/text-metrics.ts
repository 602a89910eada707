// Widths of text in the font that the site serves, for layouts made at build. Only the worker asks, and only for
// fences that are not in the cache.
import { readFile } from 'node:fs/promises';
import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';

export const fontFile =
  'node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2';

/** A glyph that the font lacks (an arrow, a sign) comes from a fallback font: an em is wide enough for any. */
const missingGlyph = 1;

export type Measure = (text: string, size: number) => number;

/** fontkit cannot instance a variable woff2, so the weight is fixed by subset-font first. */
export async function measureAt(weight: number): Promise<Measure> {
  const woff2 = await readFile(fontFile);
  const all = fontkit.create(woff2) as fontkit.Font;
  const instance = await subsetFont(woff2, String.fromCodePoint(...all.characterSet), {
    targetFormat: 'sfnt',
    variationAxes: { wght: weight },
  });
  const font = fontkit.create(instance) as fontkit.Font;
  const has = (character: string) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  return (text, size) => {
    const known = [...text].filter(has).join('');
    const unknown = [...text].length - [...known].length;
    return (font.layout(known).advanceWidth / font.unitsPerEm + unknown * missingGlyph) * size;
  };
}
