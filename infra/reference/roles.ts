import type { ServiceName } from './registry.ts';

/** Roles with names, because the deploy role may give these to a task and no others: what runs may do, and what starting it may. */
export const roleNames = {
  'reference-api': { task: 'reference-api-task', start: 'reference-api-start' },
  'reference-web': { task: 'reference-web-task', start: 'reference-web-start' },
} as const satisfies Record<ServiceName, object>;
