// What every measured request asks for, and what the load balancer in front would have added to it.
import { documents } from '#api/storage/examples.ts';

export const path = `/v1/documents/${documents.handbook.id}`;

export const passageFrom = (env: Readonly<Record<string, string | undefined>>): Record<string, string> => ({
  'x-origin-secret': env['ORIGIN_SECRET'] ?? '',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https',
});
