// Name and colours for a phone's home screen. Nothing is installed and nothing is cached: it stays a web page.

import type { APIRoute } from 'astro';
import { siteName } from '../page-meta.ts';

export const GET: APIRoute = () =>
  new Response(
    JSON.stringify({
      name: siteName,
      short_name: 'LavBytes',
      lang: 'en-GB',
      start_url: '/',
      display: 'browser',
      background_color: '#fbfaf7',
      theme_color: '#fbfaf7',
      icons: [{ src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
    }),
    { headers: { 'content-type': 'application/manifest+json; charset=utf-8' } },
  );
