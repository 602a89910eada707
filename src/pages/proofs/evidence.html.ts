import type { APIRoute } from 'astro';
import { pack } from '../../claims/pack.ts';
import { packHtml } from '../../claims/pack-html.ts';

export const GET: APIRoute = ({ site, url }) =>
  new Response(packHtml(pack(site ?? url.origin)), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
