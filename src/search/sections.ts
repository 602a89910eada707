// Where to go when search has nothing to show: the sections, as the page's own header lists them.

import type { Group } from './groups.ts';
import { escaped } from './mark.ts';

export function sections(): Group {
  const links = document.querySelectorAll<HTMLAnchorElement>('.site-header nav a[href]');
  const byAddress = new Map<string, { title: string; href: string; detail: string }>();
  for (const link of links) {
    const href = link.getAttribute('href') ?? '/';
    if (!byAddress.has(href)) byAddress.set(href, { title: escaped(nameOf(link)), href, detail: '' });
  }
  if (byAddress.size === 0) byAddress.set('/', { title: 'The landing page', href: '/', detail: '' });
  return { name: 'Sections', entries: [...byAddress.values()] };
}

/** Without the section's number, which the header sets beside the name. */
function nameOf(link: HTMLAnchorElement): string {
  const texts = [...link.childNodes].filter((node) => !(node instanceof Element && node.matches('.no')));
  return texts
    .map((node) => node.textContent ?? '')
    .join('')
    .trim();
}
