// llms.txt (llmstxt.org): what this site is, and every page as Markdown with one sentence about it.

import type { APIRoute } from 'astro';
import { type ListedPage, listPages } from '../page-list.ts';
import { twinPath } from '../page-meta.ts';

export const GET: APIRoute = async ({ site }) => {
  const pages = await listPages();
  const groups = [
    ['Sections', pages.filter(({ section, kind }) => kind === 'page' && section !== undefined)],
    ['The rest of the site', pages.filter(({ section, kind }) => kind === 'page' && section === undefined)],
    ['Decisions', pages.filter(({ kind }) => kind === 'decision')],
  ] as const;
  const entry = ({ slug, title, description }: ListedPage) =>
    `- [${title}](${new URL(twinPath(slug), site).href}): ${description}`;
  const lists = groups
    .filter(([, listed]) => listed.length > 0)
    .map(([title, listed]) => `## ${title}\n\n${listed.map(entry).join('\n')}`);
  const head = [
    '# LavBytes System Architecture',
    '> The technology choices, integration patterns and security principles of the systems that LavBytes engineers: pages, and diagrams drawn from one model.',
    'Each page is also Markdown at its own address, with `.md` for the last slash. A diagram is written out there: its parts, its relations, its steps, and its Mermaid text.',
  ];
  return new Response(`${[...head, ...lists].join('\n\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};
