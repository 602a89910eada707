import type { APIRoute } from 'astro';
import { pack } from '../../claims/pack.ts';

export const GET: APIRoute = async ({ site, url }) =>
  new Response(`${JSON.stringify(await pack(site ?? url.origin))}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
