// Our built page reduced to what a careful person would have typed: plain elements, the same words, the same SVG.
// No classes, no scripts, no wrappers.
import { JSDOM } from 'jsdom';

const kept = new Set(
  'h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tr th td pre code kbd strong em b i a blockquote details summary header nav main footer figcaption br hr sup sub time'.split(
    ' ',
  ),
);
const dropped = new Set(['script', 'style', 'template', 'noscript', 'link', 'meta']);
const attributes: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  ol: ['start'],
  th: ['scope', 'colspan'],
  td: ['colspan'],
};

export function parsed(html: string): Document {
  return new JSDOM(html).window.document;
}

export function plain(node: Node): string {
  if (node.nodeType === 3) return escaped(node.textContent ?? '');
  if (node.nodeType !== 1) return '';
  const element = node as Element;
  const name = element.localName;
  if (dropped.has(name)) return '';
  if (name === 'svg') return element.outerHTML;
  if (name === 'pre') return `<pre><code>${escaped(element.textContent ?? '')}</code></pre>`;
  const inside = [...element.childNodes].map(plain).join('');
  if (!kept.has(name)) return ` ${inside} `;
  const written = (attributes[name] ?? []).flatMap((key) => {
    const value = element.getAttribute(key);
    return value === null ? [] : [` ${key}="${escaped(value)}"`];
  });
  const id = element.id ? ` id="${escaped(element.id)}"` : '';
  return name === 'br' || name === 'hr'
    ? `<${name}>`
    : `<${name}${id}${written.join('')}>${inside}</${name}>`;
}

/** All words of an element, hidden ones too, without the spaces between them: what two pages must have in common. */
export function letters(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const unread of copy.querySelectorAll([...dropped].join(','))) unread.remove();
  return (copy.textContent ?? '').replace(/\s+/g, '');
}

export function wordCount(element: Element): number {
  return (
    parsed(`<body>${plain(element)}`)
      .body.textContent?.split(/\s+/)
      .filter(Boolean).length ?? 0
  );
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
