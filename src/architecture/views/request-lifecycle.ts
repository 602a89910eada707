import type { PartId } from '../parts.ts';
import type { FlowView } from '../shape.ts';

export const requestLifecycle = {
  layout: 'flow',
  title: 'Request lifecycle',
  figure: 'Fig. 1.1',
  page: 'web-stack',
  caption:
    'What one request passes between a tap on a screen and a row in the database. Most requests turn round at the edge; the rest meet a check at every station.',
  parts: [
    'browser',
    'app-router',
    'cdn',
    'api-gateway',
    'next-server',
    'auth-middleware',
    'node-service',
    'postgres',
    'redis',
  ],
  alias: { browser: { detail: 'HTML · Scripts · Cookies' } },
  groups: [
    { id: 'device', label: 'Reader’s device', parts: ['browser', 'app-router'] },
    { id: 'edge', label: 'Edge', parts: ['cdn', 'api-gateway'] },
    { id: 'application', label: 'Application', parts: ['next-server', 'auth-middleware', 'node-service'] },
    { id: 'data', label: 'Data', parts: ['postgres', 'redis'] },
  ],
  relations: [
    { from: 'browser', to: 'app-router', label: 'runs' },
    { from: 'app-router', to: 'cdn', label: 'requests pages from' },
    { from: 'cdn', to: 'app-router', label: 'answers hits', back: true },
    { from: 'cdn', to: 'api-gateway', label: 'passes misses to' },
    { from: 'api-gateway', to: 'next-server', label: 'sends pages to' },
    { from: 'api-gateway', to: 'auth-middleware', label: 'sends API calls to' },
    { from: 'next-server', to: 'auth-middleware', label: 'calls the API' },
    { from: 'auth-middleware', to: 'node-service', label: 'admits to' },
    { from: 'auth-middleware', to: 'postgres', label: 'checks the session in' },
    { from: 'node-service', to: 'postgres', label: 'reads and writes' },
    { from: 'node-service', to: 'redis', label: 'caches in' },
  ],
  steps: [
    {
      at: 'browser',
      text: 'The reader follows a link. The browser already holds whatever it was allowed to keep.',
    },
    {
      at: 'app-router',
      along: 'browser>app-router',
      text: 'After the first page, the App Router works out which part of the page changes and asks only for that.',
    },
    {
      at: 'cdn',
      along: 'app-router>cdn',
      text: 'The request reaches the nearest edge location, where the encrypted connection ends.',
    },
    {
      at: 'app-router',
      along: 'cdn>app-router',
      text: 'If the edge holds a copy, the answer goes straight back. An old copy may be served once more while a new one is made.',
    },
    {
      at: 'api-gateway',
      along: 'cdn>api-gateway',
      text: 'If not, the request enters our system at one place. A client that asks too often gets 429 and the time to wait.',
    },
    {
      at: 'next-server',
      along: 'api-gateway>next-server',
      text: 'A page is rendered on the server, so the reader gets finished HTML before any script has run.',
    },
    {
      at: 'auth-middleware',
      along: 'next-server>auth-middleware',
      text: 'For its data the renderer calls the API with the reader’s token. The token is verified before any rule runs; a bad one ends here with 401.',
    },
    {
      at: 'auth-middleware',
      along: 'api-gateway>auth-middleware',
      text: 'Another program that calls the API with a token of its own goes straight to the same check.',
    },
    {
      at: 'postgres',
      along: 'auth-middleware>postgres',
      text: 'A good signature is not enough: PostgreSQL knows which sessions have been ended since the token was issued.',
    },
    {
      at: 'node-service',
      along: 'auth-middleware>node-service',
      text: 'The business logic parses the request, checks what this person may do and decides.',
    },
    {
      at: 'redis',
      along: 'node-service>redis',
      text: 'What is read often is tried in the cache first. If the cache is down, the request goes on without it, more slowly.',
    },
    {
      at: 'postgres',
      along: 'node-service>postgres',
      text: 'The truth is in PostgreSQL. A change is committed whole or not at all, and only then does the answer travel back the same way.',
    },
  ],
} as const satisfies FlowView<PartId>;
