import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { styles, widest, widthOf, wrap } from './measure.ts';

test('widths are those of the browser', () => {
  // Chromium 2026 with the same font at 15 px and weight 600 lays this line out 198.78 px wide.
  expect(widthOf('Next.js App Router · RSC 90%', 'name')).toBeCloseTo(198.78, 0);
});

test('a long second line breaks at its dots, and no line is wider than the room', () => {
  const lines = wrap('CDN · Edge caching · TLS termination', 'detail', 140);
  expect(lines).toEqual(['CDN · Edge caching', 'TLS termination']);
  expect(widest(lines, 'detail')).toBeLessThanOrEqual(140);
  expect(wrap('', 'detail', 140)).toEqual([]);
});

test('the style sheet draws with the sizes that were measured', async () => {
  const css = await readFile(new URL('./diagram.css', import.meta.url), 'utf8');
  const size = (selector: string) =>
    css.split(`${selector} {`)[1]?.match(/font(?:-size)?:[^;]*?([\d.]+)px/)?.[1];
  expect(size('\n.dg-name')).toBe(`${styles.name.size}`);
  expect(size('\n.dg-detail')).toBe(`${styles.detail.size}`);
  expect(size('\n.dg-edge-label')).toBe(`${styles.label.size}`);
  expect(size('\n.dg-mono')).toBe(`${styles.mono.size}`);
});
