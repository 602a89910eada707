// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { marked } from './mark.ts';

function shown(excerpt: string): string {
  const host = document.createElement('p');
  host.append(...marked(excerpt));
  return host.innerHTML;
}

test('only <mark> becomes an element', () => {
  expect(shown('a <mark>b</mark> c')).toBe('a <mark>b</mark> c');
  expect(shown('<img src=x onerror=alert(1)> <mark><script></mark>')).toBe(
    '&lt;img src=x onerror=alert(1)&gt; &lt;<mark>script</mark>&gt;',
  );
  expect(shown('a &lt;b&gt; &amp;lt;')).toBe('a &lt;b&gt; &amp;lt;');
});

test('punctuation around a match is not marked', () => {
  expect(shown('If <mark>“Redis,”</mark> which')).toBe('If “<mark>Redis</mark>,” which');
  expect(shown('<mark>90%</mark>')).toBe('<mark>90</mark>%');
});
