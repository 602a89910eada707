// What follows from several things at once: from two losses what neither does alone, from a loss and the template's own values what
// the parts do not tell. A rule each; those that apply are said beside the drawing.
import type { Switch } from './demo.ts';
import type { Facts } from './outcome.ts';

interface Rule {
  readonly when: (has: (one: Switch) => boolean, facts: Facts) => boolean;
  readonly says: string | ((facts: Facts) => string);
}

const oneZone = (has: (one: Switch) => boolean): boolean => has('zone-a') !== has('zone-b');

/** Seconds in which Amazon promises a standby, at the least. */
const failover = 60;

export const rules: readonly Rule[] = [
  {
    when: (has, { readiness, standby }) =>
      (has('database') || has('zone-a')) &&
      !(has('zone-a') && has('zone-b')) &&
      readiness.path === '/readyz' &&
      (readiness.seconds < failover || !standby || has('zone-b')),
    says: ({ readiness: { path, seconds } }) =>
      `The load balancer asks each API task at ${path}, and that answer needs the database. After ${seconds} s without one every API task counts as unhealthy, though each is well. With none healthy the load balancer sends calls to all of them, and ECS starts replacements that are no readier before the database is back.`,
  },
  {
    when: (has) => has('zone-a') && has('zone-b'),
    says: 'Both zones are the whole of this topology. CloudFront goes on with the copies it holds, API Gateway answers 503 to the rest, and coming back means waiting for a zone or restoring a backup elsewhere.',
  },
  {
    when: (has, { standby }) => standby && has('zone-b') && !has('zone-a') && has('database'),
    says: 'The standby was in the lost zone, so there is nothing to promote. Two zones hold against one failure and not against these two: the database stays away until the zone is back or a backup is restored.',
  },
  {
    when: (has) => has('zone-a') && !has('zone-b') && has('database'),
    says: 'The primary was in zone A, so this is one loss and not two: the standby in zone B takes over.',
  },
  {
    when: (has, { apiTasks }) => apiTasks === 2 && oneZone(has) && has('task'),
    says: 'The zone took one of two API tasks and this was the other. Until a replacement has passed its health check, the load balancer has nobody to send calls to.',
  },
  {
    when: (has) => (oneZone(has) || has('task')) && !(has('zone-a') && has('zone-b')) && has('secrets'),
    says: 'A replacement reads its secrets when it starts. While it cannot, it does not start, so the capacity that is gone stays gone; the tasks that run go on.',
  },
  {
    when: (has) => has('rotated') && has('secrets'),
    says: 'Connections that stand go on with the old password. Each new one needs the new password, which nobody can read, so the pool empties with time and calls end in 503.',
  },
  {
    when: (has) => has('cache') && has('database'),
    says: 'Sign-in needs both. When the database is back it stays closed until the cache is back too.',
  },
  {
    when: (has, { replica }) => replica && has('zone-a') && !has('zone-b') && has('cache'),
    says: 'For a zone alone the replica in zone B would take over. With the cache gone as a whole it cannot, so sign-in stays closed, and each task that is left counts its callers by itself.',
  },
];

export const combined = (on: readonly Switch[], facts: Facts): readonly string[] =>
  rules
    .filter(({ when }) => when((one) => on.includes(one), facts))
    .map(({ says }) => (typeof says === 'string' ? says : says(facts)));
