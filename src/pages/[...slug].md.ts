// Each page as Markdown, beside the page: /security.md for /security/.

import { getEntry } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import { type ListedPage, listDecisions, listPages } from '../page-list.ts';
import { pageMarkdown } from '../twins/page.ts';

export const getStaticPaths = (async () =>
  (await listPages()).map((page) => ({
    params: { slug: page.slug },
    props: { page },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ page: ListedPage }> = async ({ props: { page }, site }) => {
  const decisions = (await listDecisions()).map(({ id, data }) => ({ id, ...data }));
  const sections = (await getEntry('pages', 'index'))?.data.sections ?? [];
  const place = { file: page.file, decisions, sections };
  return new Response(pageMarkdown(page, place, site as URL), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });
};
