// How wide a text is in the fonts we serve, so that boxes fit without a browser.
// fontkit cannot set the weight of a woff2 variable font, hence one static instance a style. Paths start at the
// project's root: a bundled module's import.meta.url points elsewhere.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';
import served from '../fonts/urls.ts';

/** Sizes and weights of the four texts in a drawing, in pixels at full size; diagram.css repeats them. */
export const styles = {
  name: { font: served.sans, weight: 600, size: 15, line: 20 },
  detail: { font: served.sans, weight: 400, size: 13, line: 17 },
  label: { font: served.sans, weight: 400, size: 13, line: 16 },
  mono: { font: served.mono, weight: 400, size: 12.5, line: 16 },
} as const;

export type TextStyle = keyof typeof styles;

const CHARACTERS = String.fromCodePoint(...Array.from({ length: 0x17f - 0x20 }, (_, i) => i + 0x20), 0x2019);
/** Width in ems of a character that the font lacks and the system's font will draw. */
const FOREIGN = 0.65;

async function instance(style: TextStyle): Promise<fontkit.MeasuredFont> {
  const { font, weight } = styles[style];
  const data = await readFile(resolve(`public${font}`));
  return fontkit.create(
    await subsetFont(data, CHARACTERS, { targetFormat: 'sfnt', variationAxes: { wght: weight } }),
  );
}

const fonts: Record<TextStyle, fontkit.MeasuredFont> = {
  name: await instance('name'),
  detail: await instance('detail'),
  label: await instance('label'),
  mono: await instance('mono'),
};

export function widthOf(text: string, style: TextStyle): number {
  const font = fonts[style];
  const foreign = [...text].filter((c) => !font.hasGlyphForCodePoint(c.codePointAt(0) ?? 0));
  const known = [...text].filter((c) => font.hasGlyphForCodePoint(c.codePointAt(0) ?? 0)).join('');
  const ems = font.layout(known).advanceWidth / font.unitsPerEm + foreign.length * FOREIGN;
  return ems * styles[style].size;
}

export const widest = (lines: readonly string[], style: TextStyle): number =>
  Math.max(0, ...lines.map((line) => widthOf(line, style)));

/** Lines no wider than `max` (one long word aside), evened out. Breaks at " · " where there is one, labels at hyphens. */
export function wrap(text: string, style: TextStyle, max: number): string[] {
  if (text === '') return [];
  if (widthOf(text, style) <= max) return [text];
  const spaces = style === 'label' ? /(?<=-)| / : ' ';
  const [words, glue] = text.includes(' · ') ? [text.split(' · '), ' · '] : [text.split(spaces), ' '];
  const pieces = glue === ' ' ? words : words.flatMap((word) => wrap(word, style, max));
  const count = fill(pieces, glue, style, max).length;
  for (let width = Math.ceil(max * 0.4); width < max; width += 4) {
    const lines = fill(pieces, glue, style, width);
    if (lines.length <= count && widest(lines, style) <= max) return lines;
  }
  return fill(pieces, glue, style, max);
}

function fill(words: readonly string[], glue: string, style: TextStyle, max: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last}${last.endsWith('-') ? '' : glue}${word}`;
    if (last === undefined || widthOf(longer, style) > max) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

export const grid = (length: number): number => Math.ceil(length / 4) * 4;
