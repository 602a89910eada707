// What a configuration accepts: the sentence that a saving is worth. Rules of the drawing, not of the bill.
import type { Config } from './config.ts';

type Rule = (config: Config) => string | null;

const rules: readonly Rule[] = [
  ({ standby }) =>
    standby
      ? null
      : 'The database stands in one zone: when that zone fails, nothing is read or written until a backup is restored.',
  ({ webTasks, apiTasks }) =>
    webTasks > 1 && apiTasks > 1
      ? null
      : 'A service with one task is away while that task is replaced, and has no second zone.',
  ({ nat }) =>
    nat === 0
      ? 'Without a NAT gateway the tasks cannot reach the internet: no images, no model, no mail, unless each service they need gets an endpoint of its own, which is not counted here.'
      : null,
  ({ nat }) =>
    nat === 1
      ? 'One NAT gateway: when its zone fails, outgoing calls fail in both zones; incoming requests do not.'
      : null,
  ({ cacheNodes }) =>
    cacheNodes === 1
      ? 'One cache node: when it fails, reads go to PostgreSQL and sign-in closes until it is replaced.'
      : null,
  ({ logs }) => (logs === 0 ? 'No log lines are kept, so nothing can be looked up afterwards.' : null),
];

export const accepted = (config: Config): readonly string[] =>
  rules.flatMap((rule) => {
    const said = rule(config);
    return said === null ? [] : [said];
  });

/** What the sum leaves out, and why. */
export const notCounted: readonly string[] = [
  'Small here, and not known beforehand: data between zones, requests to the bucket, calls to Secrets Manager and KMS, metrics of each container, the audit heads, backups larger than the database.',
  'Bought elsewhere: the domain, mail, the model behind the AI layer, GitHub, support plans, tax.',
  'What lowers a bill: savings plans and reserved instances, credits for new accounts, the monthly free amounts for logs and alarms.',
  'Peaks: the load balancer is counted as if requests came evenly, autoscaling as if it never added a task.',
  'Readers outside North America and Europe: a gigabyte from the edge costs more there.',
];
