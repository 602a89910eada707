// Three small views for the tests of the layouts, so that these do not depend on what the model says today.
import type { FlowView, SequenceView, StackView } from '../architecture/shape.ts';
import type { Shown } from './drawing.ts';

const base = { title: 'Sample', figure: 'Fig. 0.0', page: '', caption: 'A sample.', steps: [] } as const;

export const flow: FlowView = {
  ...base,
  layout: 'flow',
  parts: ['browser', 'cdn', 'gateway', 'web', 'auth', 'service', 'postgres', 'redis'],
  groups: [
    { id: 'edge', label: 'edge', parts: ['cdn', 'gateway'] },
    { id: 'app', label: 'application', parts: ['web', 'auth', 'service'] },
    { id: 'data', label: 'data', parts: ['postgres', 'redis'] },
  ],
  relations: [
    { from: 'browser', to: 'cdn', label: 'asks for a page' },
    { from: 'cdn', to: 'gateway', label: 'forwards what it cannot answer' },
    { from: 'cdn', to: 'web', label: 'revalidates', async: true },
    { from: 'gateway', to: 'auth', label: 'forwards requests that pass' },
    { from: 'web', to: 'service', label: 'calls the API' },
    { from: 'auth', to: 'service', label: 'passes on who is asking' },
    { from: 'auth', to: 'redis', label: 'looks up the session' },
    { from: 'service', to: 'postgres', label: 'reads and writes' },
    { from: 'service', to: 'redis', label: 'caches' },
    { from: 'service', to: 'web', label: 'answers', back: true },
  ],
};

export const stack: StackView = {
  ...base,
  layout: 'stack',
  parts: ['waf', 'gateway', 'auth'],
  relations: [
    { from: 'waf', to: 'gateway', label: 'lets through what is not an attack' },
    { from: 'gateway', to: 'auth', label: 'within the limits' },
  ],
};

export const sequence: SequenceView = {
  ...base,
  layout: 'sequence',
  parts: ['browser', 'auth', 'redis', 'postgres'],
  messages: [
    { from: 'browser', to: 'auth', label: 'refresh with token 1', heading: 'An ordinary refresh' },
    { from: 'auth', to: 'redis', label: 'is the family alive?' },
    { from: 'auth', to: 'auth', label: 'signs a new pair' },
    { from: 'auth', to: 'postgres', label: 'records the rotation' },
    { from: 'auth', to: 'browser', label: 'access token and token 2', reply: true },
    { from: 'browser', to: 'auth', label: 'token 1 again', heading: 'A stolen token' },
  ],
};

const words: Record<string, [string, string]> = {
  browser: ['Browser', 'Next.js App Router'],
  cdn: ['Edge / CDN', 'Static + ISR cache'],
  gateway: ['API Gateway', 'Rate limiting · WAF'],
  web: ['Next.js Server', 'RSC · SSR · API routes'],
  auth: ['Auth Middleware', 'JWT · Session'],
  service: ['Node.js Service', 'Business logic layer'],
  postgres: ['PostgreSQL', 'Primary DB · ACID'],
  redis: ['Redis', 'Cache · Sessions'],
  waf: ['WAF + DDoS Protection', 'AWS Shield · CloudFront rules'],
};

export const shownIn = (parts: readonly string[]): Shown[] =>
  parts.map((id) => ({ id, name: words[id]?.[0] ?? id, detail: words[id]?.[1] ?? '' }));
