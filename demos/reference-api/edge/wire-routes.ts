// Two public routes for wire.test.ts: one that takes a body, and one that nobody may reach by smuggling.
import * as z from 'zod';
import { route } from '../route.ts';

const shared = { access: 'public', part: 'node-service', creates: false, limit: 'none' } as const;
const reply = z.strictObject({ who: z.string() });

export const wireRoutes = [
  route({
    ...shared,
    id: 'test.echo',
    method: 'POST',
    path: '/echo',
    summary: 'Takes a body.',
    contract: { body: z.strictObject({ a: z.string().optional() }), replies: { 200: reply } },
    handle: async () => ({ status: 200, body: { who: 'echo' } }),
  }),
  route({
    ...shared,
    id: 'test.canary',
    method: 'GET',
    path: '/canary',
    summary: 'Nobody asks for this one openly.',
    contract: { replies: { 200: reply } },
    handle: async () => ({ status: 200, body: { who: 'canary' } }),
  }),
];
