// Makes the two served fonts and their fallback metrics: `npm run fonts`. Output is committed (public/fonts, src/styles/fonts.css).
// Subset: the characters that the site's language needs; one weight axis, so that one file serves every weight.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { create, type MeasuredFont } from 'fontkit';
import subsetFont from 'subset-font';

const characters = [
  range(0x20, 0x7e),
  range(0xa0, 0xff),
  '–—‘’“”…•′″‹›€™−×÷≈≠≤≥←↑→↓↗↵⇧⌘⏎⎋▸▾✓✗●○■□·ŁłŐőŒœŠšŽžĐđČčĆćŘřĚěŮůŃńŹźŻżĄąĘęŞşĞğİıŢţ',
].join('');

const faces = [
  {
    family: 'Hanken Grotesk Variable',
    slug: 'hanken-grotesk',
    axis: { min: 400, max: 700 },
    fallback: ['Arial', 'Liberation Sans', 'Arimo', 'Helvetica Neue'],
    generic: { advance: 0.4454, name: 'Hanken fallback' },
  },
  {
    family: 'JetBrains Mono Variable',
    slug: 'jetbrains-mono',
    axis: { min: 400, max: 700 },
    fallback: ['Courier New', 'Liberation Mono', 'Cousine'],
    generic: { advance: 0.6001, name: 'JetBrains fallback' },
  },
];

const out = 'public/fonts';
mkdirSync(out, { recursive: true });
for (const file of readdirSync(out)) rmSync(`${out}/${file}`);

const css: string[] = ['/* Made by src/fonts/make.ts: do not edit. */'];
for (const face of faces) {
  const source = readFileSync(
    `node_modules/@fontsource-variable/${face.slug}/files/${face.slug}-latin-wght-normal.woff2`,
  );
  const woff2 = await subsetFont(source, characters, {
    targetFormat: 'woff2',
    variationAxes: { wght: face.axis },
  });
  const name = `${face.slug}-${createHash('sha256').update(woff2).digest('hex').slice(0, 8)}.woff2`;
  writeFileSync(`${out}/${name}`, woff2);
  const font = create(woff2);
  const scale = averageAdvance(font) / face.generic.advance;
  const em = font.unitsPerEm * scale;
  css.push(
    `@font-face{font-family:"${face.family}";src:url(/fonts/${name}) format("woff2");font-weight:${face.axis.min} ${face.axis.max};font-display:swap}`,
    `@font-face{font-family:"${face.generic.name}";src:${face.fallback.map((local) => `local("${local}")`).join(',')};` +
      `size-adjust:${percent(scale)};ascent-override:${percent(font.ascent / em)};descent-override:${percent(-font.descent / em)};line-gap-override:${percent(font.lineGap / em)}}`,
  );
  console.log(`${name} ${woff2.length} bytes`);
}
writeFileSync('src/styles/fonts.css', `${css.join('\n')}\n`);

function range(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
}

/** Mean advance of English text in em, by letter frequency (so that a fallback line breaks where the real one does). */
function averageAdvance(font: MeasuredFont): number {
  const sample = 'the quick brown fox jumps over the lazy dog, and each layer says no on its own. '.repeat(4);
  return font.layout(sample).advanceWidth / font.unitsPerEm / sample.length;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)}%`;
}
