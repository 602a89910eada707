// Section 01: what a request passes on its way to an answer.

import type { Part } from '../shape.ts';

export const webStack = {
  browser: {
    name: 'Browser',
    detail: 'Next.js App Router',
    kind: 'client',
    section: 'web-stack',
    does: 'Asks for pages over HTTPS, shows the HTML that arrives and then runs the front end’s scripts. Its tokens sit in HttpOnly, Secure cookies that scripts cannot read, so a script that was slipped in cannot carry them off.',
    fails:
      'The network drops, a script fails to load, or two tabs renew the same session at once. The page stays readable as HTML, requests that change data carry an idempotency key so that a retry does not act twice, and two tabs that renew within the grace period get the same new token.',
    notices:
      'On a bad connection: the page without its interactive parts, or a form that keeps what was typed and offers to send it again.',
    home: 'demos/reference-web/',
    written: true,
    demo: null,
    infra: null,
  },
  'app-router': {
    name: 'Next.js App Router',
    detail: 'Routes · Layouts · Prefetch',
    kind: 'client',
    section: 'web-stack',
    does: 'Maps each address to a tree of layouts and pages. The first visit gets HTML; after that its part in the browser fetches only the segments that changed, and prefetches links that come into view.',
    fails:
      'After a deploy, a tab opened earlier asks for scripts of the old build. Hashed assets are never deleted by a deploy, so those requests still succeed; where the builds do not match, the router falls back to loading the whole page. An error inside one segment is caught by that segment’s error boundary.',
    notices:
      'One panel says that it failed and offers to try again, while the rest of the page keeps working.',
    home: 'demos/reference-web/app/',
    written: true,
    demo: null,
    infra: null,
  },
  cdn: {
    name: 'Edge / CDN',
    detail: 'Static + ISR cache',
    kind: 'edge',
    section: 'web-stack',
    does: 'Ends TLS close to the reader and answers static files and cached pages itself. Pages that may be a little old (ISR, incremental static regeneration) are served from the cache while a fresh copy is fetched behind them; only requests it cannot answer travel on.',
    fails:
      'If the origin is down it goes on serving the copies it holds, for as long as their headers allow. A wrong cache key would be worse, since it could show one person’s page to another: answers that depend on who asks are marked private, no-store and are never cached here.',
    notices:
      'In an outage behind it, public pages still open and may be some minutes old; signing in and saving do not work.',
    home: 'infra/reference/cdn.ts',
    written: true,
    demo: null,
    infra: 'cdn/distribution',
  },
  'api-gateway': {
    name: 'API Gateway',
    detail: 'Rate limiting · WAF',
    kind: 'edge',
    section: 'web-stack',
    does: 'The single way in for everything the cache cannot answer. AWS throttles each route; our own gateway code then limits each client by the address that CloudFront saw, applies the IP allowlist and refuses anything that did not come over TLS. The WAF rules themselves run at CloudFront, one layer earlier, because an HTTP API cannot carry them.',
    fails:
      'Over the limit, the answer is 429 with the time to wait. If Redis, which holds the counters, is down, sign-in closes with 503 instead of going unlimited, and reads fall back to a limit in each process. It gives up on an answer after 30 seconds.',
    notices: '“Too many requests, try again in n seconds”, or “sign-in is closed for the moment”.',
    home: 'demos/reference-api/gateway/',
    written: true,
    demo: null,
    infra: 'gateway',
  },
  'next-server': {
    name: 'Next.js Server',
    detail: 'RSC · SSR · API routes',
    kind: 'service',
    section: 'web-stack',
    does: 'Renders pages: React Server Components fetch their data on the server, and HTML plus a compact payload goes to the browser. Its API routes pass on calls from the page’s scripts. It holds no business rules and no database password; for data it calls the API with the reader’s own access token, taken from the cookie.',
    fails:
      'A slow API call would hold the whole page, so each call has a deadline, and its part of the page renders as failed. A container that crashes is replaced, and the load balancer stops sending to it once it misses its health checks.',
    notices:
      'A page with one part marked as unavailable; rarely a single 502, which goes away on reload because another container answers.',
    home: 'demos/reference-web/',
    written: true,
    demo: null,
    infra: 'services/web',
  },
  'node-service': {
    name: 'Node.js Service',
    detail: 'Business logic layer',
    kind: 'service',
    section: 'web-stack',
    does: 'Runs the business rules: it parses each request against its contract, decides, and writes in one transaction. Its event loop keeps many requests waiting on the database without a thread for each; heavy computation goes to worker threads, so that it does not block that loop.',
    fails:
      'When it has more work than its pool of database connections allows, it refuses new requests with 503 and a time to wait, before they pile up. On a deploy it stops accepting work, finishes what it has and only then exits.',
    notices:
      'Under overload, a quick and honest “busy, try again in n seconds” in place of a page that hangs.',
    home: 'demos/reference-api/',
    written: true,
    demo: null,
    infra: 'services/api',
  },
  'auth-middleware': {
    name: 'Auth Middleware',
    detail: 'JWT · Session',
    kind: 'service',
    section: 'web-stack',
    does: 'Stands in front of the business logic in the same process. It accepts only well-formed RS256 tokens, signed with a key of ours that is bound to that one algorithm, for the right audience and not expired; it also signs people in, and exchanges each refresh token exactly once.',
    fails:
      'It fails closed: a token that cannot be verified gets 401 and nothing behind it runs. A used refresh token that comes back after the grace period of at most 10 seconds revokes its whole family. A notice in PostgreSQL makes the access tokens of that session invalid too, in every process within a second; while the notices cannot be read, the answer is 503.',
    notices:
      'Signed out and asked to sign in again, on every device of that session if a token was replayed.',
    home: 'demos/reference-api/identity/',
    written: true,
    demo: null,
    infra: null,
  },
  postgres: {
    name: 'PostgreSQL',
    detail: 'Primary DB · ACID',
    kind: 'store',
    section: 'web-stack',
    does: 'Holds every fact that must not be lost: accounts, refresh-token families, items, decisions, the audit log. A change is committed whole or not at all, and constraints refuse data that makes no sense, whichever program tries to write it.',
    fails:
      'If the primary fails, the standby in the other zone takes over, typically within one to two minutes, without losing committed data; until then writes get 503. Two changes that collide are detected, and one of them is retried or refused.',
    notices:
      'For a minute or two, saving fails with a clear message; nothing that was confirmed as saved is gone.',
    home: 'demos/reference-api/storage/migrations/',
    written: true,
    demo: null,
    infra: 'database',
  },
  redis: {
    name: 'Redis',
    detail: 'Cache · Sessions',
    kind: 'store',
    section: 'web-stack',
    does: 'Keeps what is read often and may be lost. In the reference API that is the counters of the rate limits and one query’s answer, the routing policies; a product adds session data. Every entry has an expiry; PostgreSQL stays the source of truth.',
    fails:
      'When it is unreachable, reads go to PostgreSQL and get slower, and sign-in closes with 503, since without the counters password guessing would have no limit. Losing all of its content costs time, not data.',
    notices: 'Slower pages, and for the length of the outage no new sign-ins.',
    home: 'demos/reference-api/storage/',
    written: true,
    demo: null,
    infra: 'cache',
  },
} as const satisfies Record<string, Part>;
