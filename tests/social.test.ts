// Every page that can be shared shows a picture of its own: it exists, has the right size, and loads fast in a chat.
import { globSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const dist = new URL('../dist/', import.meta.url).pathname;
const shared = globSync('**/*.html', { cwd: dist })
  .map((file) => ({ file, html: readFileSync(`${dist}${file}`, 'utf8') }))
  .filter(({ html }) => html.includes('rel="canonical"'));

const property = (html: string, name: string) =>
  new RegExp(`<meta property="${name}" content="([^"]*)"`).exec(html)?.[1] ?? '';

test('there are pages', () => expect(shared.length).toBeGreaterThan(10));

describe.each(shared)('$file', ({ file, html }) => {
  const image = property(html, 'og:image');

  test('names its picture by an absolute address', () => {
    expect(image).toMatch(/^https:\/\/[\w.-]+\/social\/[\w/-]+\.png$/);
    expect(property(html, 'og:image:alt')).not.toBe('');
  });

  test('the picture is a PNG of 1200 × 630, below 200 KB', () => {
    const path = `${dist}${new URL(image).pathname.slice(1)}`;
    const png = readFileSync(path);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(statSync(path).size).toBeLessThan(200_000);
  });

  test('says the same address in og:url and canonical', () => {
    const canonical = /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1];
    expect(property(html, 'og:url')).toBe(canonical);
    expect(canonical).toContain(`/${file.replace('index.html', '')}`);
  });
});

test('no two pages share a picture', () => {
  const pictures = shared.map(({ html }) => property(html, 'og:image'));
  expect(new Set(pictures).size).toBe(pictures.length);
});
