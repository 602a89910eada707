// Every page by its canonical address. No dates: a static build knows only when it was built, not when a page changed.

import type { APIRoute } from 'astro';
import { listPages } from '../page-list.ts';
import { pagePath } from '../page-meta.ts';

export const GET: APIRoute = async ({ site }) => {
  const pages = await listPages();
  const urls = pages.map(({ slug }) => `  <url><loc>${new URL(pagePath(slug), site).href}</loc></url>`);
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`,
    { headers: { 'content-type': 'application/xml; charset=utf-8' } },
  );
};
