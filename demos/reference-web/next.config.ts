// The build: one folder that starts with `node server.js`, without telemetry, image optimiser or banner.
import type { NextConfig } from 'next';

/** Of every answer. The Content-Security-Policy is in proxy.ts, because a nonce is made for each answer. */
const headers = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

// The packages lie at the top of the repository; host/build.ts says where that is.
const root = process.env['REPOSITORY'];

const config: NextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // How old a page may be that the edge shows while it cannot get a new one: a day, in seconds.
  expireTime: 86_400,
  // The CDN compresses.
  compress: false,
  images: { unoptimized: true },
  // `npm run check` has judged them; the root's rules are stricter than Next's own.
  typescript: { ignoreBuildErrors: true },
  // The root file system is read-only: pages that are made again stay in memory.
  experimental: { isrFlushToDisk: false },
  ...(root && { outputFileTracingRoot: root, turbopack: { root } }),
  headers: async () => [
    { source: '/:path*', headers: Object.entries(headers).map(([key, value]) => ({ key, value })) },
  ],
};

export default config;
