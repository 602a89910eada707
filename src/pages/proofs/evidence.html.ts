import type { APIRoute } from 'astro';
import { packHtml } from '#demos/proofs/pack/html.ts';
import css from '../../../demos/proofs/pack/pack.css?inline';
import { pack } from '../../claims/pack.ts';

export const GET: APIRoute = async ({ site, url }) =>
  new Response(packHtml(await pack(site ?? url.origin), css), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
