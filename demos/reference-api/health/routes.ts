// Alive (the process answers) and ready (its database answers too). The load balancer asks the second, the container the first.
import * as z from 'zod';
import { type Route, route } from '../route.ts';

const state = z.strictObject({ status: z.literal('ok') });
const readiness = z.strictObject({
  status: z.enum(['ok', 'draining', 'unavailable']),
  database: z.enum(['ok', 'down']),
  cache: z.enum(['ok', 'down']),
});

const shared = { access: 'public', creates: false, limit: 'none', method: 'GET' } as const;

/** `draining` turns readiness to 503 so that no new work is sent here while the rest finishes. */
export function healthRoutes(draining: () => boolean): Route[] {
  return [
    route({
      ...shared,
      id: 'health.live',
      path: '/healthz',
      part: 'health-check',
      summary: 'The process answers.',
      contract: { params: z.strictObject({}), query: z.strictObject({}), replies: { 200: state } },
      handle: async () => ({ status: 200, body: { status: 'ok' } }),
    }),
    route({
      ...shared,
      id: 'health.ready',
      path: '/readyz',
      part: 'health-check',
      summary: 'The process and its database answer. A missing cache is told, and does not make it unready.',
      contract: {
        params: z.strictObject({}),
        query: z.strictObject({}),
        replies: { 200: readiness, 503: readiness },
      },
      handle: async ({ deps }) => {
        const [database, cache] = await Promise.all([up(deps.database.ping()), up(deps.cache.ping())]);
        const status = draining() ? 'draining' : database === 'ok' ? 'ok' : 'unavailable';
        return { status: status === 'ok' ? 200 : 503, body: { status, database, cache } };
      },
    }),
  ];
}

const up = (ping: Promise<void>): Promise<'ok' | 'down'> =>
  ping.then(
    () => 'ok',
    () => 'down',
  );
