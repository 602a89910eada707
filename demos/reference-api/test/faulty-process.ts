// Started by process.services.test.ts: a service with a route that breaks the process, and a slow one that is running then.
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { createApp } from '../app.ts';
import { endWell } from '../host/lifecycle.ts';
import { listen } from '../host/listen.ts';
import { systemClock } from '../ids.ts';
import { jsonLog } from '../observe/log.ts';
import { route } from '../route.ts';
import { bareDeps } from './bare-deps.ts';

const log = jsonLog((line) => process.stdout.write(line), systemClock);
const shared = {
  method: 'GET',
  summary: 'For the test.',
  access: 'public',
  part: 'node-service',
  creates: false,
  limit: 'none',
  contract: { replies: { 204: null } },
} as const;
const routes = [
  route({
    ...shared,
    id: 'test.slow',
    path: '/slow',
    async handle() {
      log.write('info', 'slow-begun', {});
      await wait(500);
      return { status: 204 };
    },
  }),
  route({
    ...shared,
    id: 'test.break',
    path: '/break',
    contract: { query: z.strictObject({ how: z.enum(['exception', 'rejection']) }), replies: { 204: null } },
    async handle({ query }) {
      if (query.how === 'exception')
        setTimeout(() => {
          throw new Error('canary');
        }, 10);
      else Promise.reject(new Error('canary'));
      return { status: 204 };
    },
  }),
];

const server = await listen(createApp(bareDeps({}, { log }), { routes }), { host: '127.0.0.1', port: 0 });
endWell({ server, log, drainSeconds: 5, begin() {}, async finish() {}, flush() {} });
log.write('info', 'listening', { port: server.port });
