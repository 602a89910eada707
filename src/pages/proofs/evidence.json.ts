import type { APIRoute } from 'astro';
import { pack } from '../../claims/pack.ts';

export const GET: APIRoute = ({ site, url }) =>
  new Response(`${JSON.stringify(pack(site ?? url.origin), null, 1)}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
