// Yardstick (a): the limit. A page as written by hand: the words and the SVG of ours, a small inlined style sheet, no script.
// Also (a′): the same with the one subset font that ours preloads.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, htmlOf } from './built-site.ts';
import { letters, parsed, plain } from './plain.ts';

const here = import.meta.dirname;

/** Writes the folder to serve: '/' is (a), '/font/' is (a′). */
export function writeHandwritten(address: string, folder: string): void {
  const ours = parsed(htmlOf(address));
  const body = [...ours.body.childNodes]
    .map(plain)
    .join('')
    .replace(/[ \t\n]+(?=[ \t\n])/g, '');
  const page = (head: string, css: string): string =>
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${ours.title}</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="description" content="${ours.querySelector('meta[name=description]')?.getAttribute('content')}">` +
    `<link rel="icon" href="/favicon.svg">${head}<style>${css}</style></head><body>${body}</body></html>`;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'font'), { recursive: true });
  const css = readFileSync(join(here, 'handwritten.css'), 'utf8').replace(/\s+/g, ' ');
  const font = `/fonts/${preloaded(ours)}`;
  const face = `@font-face{font-family:Sans;src:url(${font}) format("woff2");font-weight:400 700;font-display:swap}`;
  const preload = `<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>`;
  writeFileSync(join(folder, 'index.html'), page('', css));
  writeFileSync(
    join(folder, 'font/index.html'),
    page(preload, face + css.replaceAll('system-ui,sans-serif', 'Sans,system-ui,sans-serif')),
  );
  cpSync(join(dist, 'fonts'), join(folder, 'fonts'), { recursive: true });
  cpSync(join(dist, 'favicon.svg'), join(folder, 'favicon.svg'));
  writeFileSync(join(folder, 'robots.txt'), 'User-agent: *\nAllow: /\n');

  const written = parsed(readFileSync(join(folder, 'index.html'), 'utf8'));
  if (letters(written.body) !== letters(ours.body)) {
    throw new Error(
      `The hand-written page has not the words of ${address}: tests/bench/plain.ts loses some.`,
    );
  }
}

/** The font that our page preloads, else the first that it serves. */
function preloaded(page: Document): string {
  const href = page.querySelector('link[rel=preload][as=font]')?.getAttribute('href');
  const name = href?.split('/').at(-1) ?? readdirSync(join(dist, 'fonts'))[0];
  if (!name) throw new Error('dist/fonts is empty: there is no font to compare with.');
  return name;
}
