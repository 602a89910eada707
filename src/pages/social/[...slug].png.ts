// The social image of each page: /social/security.png.

import { getEntry } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import { type ListedPage, listPages } from '../../page-list.ts';
import { card, type Line } from '../../social/card.ts';
import { render } from '../../social/render.ts';

export const getStaticPaths = (async () =>
  (await listPages()).map((page) => ({
    params: { slug: page.slug },
    props: { page },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ page: ListedPage }> = async ({ props: { page }, site }) => {
  const png = await render(await card(page, await lines(page), site as URL));
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
};

/** A decision says what was chosen; every other page without a diagram shows where the site leads. */
async function lines({ choice }: ListedPage): Promise<Line[]> {
  if (choice) return Object.entries(choice).map(([mark, text]) => ({ mark, text }));
  const sections = (await getEntry('pages', 'index'))?.data.sections ?? [];
  return sections.map(({ number, title }) => ({ mark: number, text: title }));
}
