// What the reader may set, and how far. The bounds keep every quantity in the first step of AWS's prices, the only one
// that prices.ts holds: beyond them a unit is cheaper, and the sum would be wrong.
import * as z from 'zod/mini';
import { type Bound, parseBy } from '../kit/setting.ts';

export const sizes = {
  '0.25': { vcpu: 0.25, gb: 0.5 },
  '0.5': { vcpu: 0.5, gb: 1 },
  '1': { vcpu: 1, gb: 2 },
  '2': { vcpu: 2, gb: 4 },
  '4': { vcpu: 4, gb: 8 },
} as const;
export type SizeId = keyof typeof sizes;

export const processors = { arm: 'ARM', x86: 'x86' } as const;

export const databases = ['t4g.micro', 't4g.medium', 'm7g.large', 'r7g.xlarge'] as const;

export const caches = {
  'valkey.t4g.micro': 'Valkey, t4g.micro',
  'valkey.t4g.small': 'Valkey, t4g.small',
  'valkey.m7g.large': 'Valkey, m7g.large',
  'redis.t4g.micro': 'Redis OSS, t4g.micro',
  'redis.t4g.small': 'Redis OSS, t4g.small',
} as const;

export const bounds = {
  /** Millions a month. HTTP API: the next price step begins at 300 million. */
  requests: { min: 0, max: 300, step: 0.1 },
  /** Of a hundred requests, how many the edge answers. */
  cached: { min: 0, max: 100, step: 1 },
  /** GB a month from the edge to readers; the next step begins at 10 TB. */
  dataOut: { min: 0, max: 10_000, step: 1 },
  webTasks: { min: 1, max: 50, step: 1 },
  apiTasks: { min: 1, max: 50, step: 1 },
  /** GB: what RDS takes at the least, and what an instance of this kind is given at the most here. */
  storage: { min: 20, max: 10_000, step: 1 },
  cacheNodes: { min: 1, max: 6, step: 1 },
  nat: { min: 0, max: 3, step: 1 },
  /** GB a month through the NAT gateways. */
  natData: { min: 0, max: 10_000, step: 1 },
  /** GB a month. */
  logs: { min: 0, max: 10_000, step: 1 },
  /** Months for which log lines are kept. */
  logsKept: { min: 1, max: 36, step: 1 },
} as const satisfies Readonly<Record<string, Bound>>;
export type NumberField = keyof typeof bounds;

const among = ({ min, max }: Bound) => z.number().check(z.gte(min), z.lte(max));
const whole = ({ min, max }: Bound) => z.int().check(z.gte(min), z.lte(max));
const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>) =>
  z.enum(Object.keys(record) as [Key, ...Key[]]);

export const configSchema = z.strictObject({
  requests: among(bounds.requests),
  cached: whole(bounds.cached),
  dataOut: whole(bounds.dataOut),
  processor: keysOf(processors),
  webSize: keysOf(sizes),
  webTasks: whole(bounds.webTasks),
  apiSize: keysOf(sizes),
  apiTasks: whole(bounds.apiTasks),
  database: z.enum(databases),
  standby: z.boolean(),
  storage: whole(bounds.storage),
  cache: keysOf(caches),
  cacheNodes: whole(bounds.cacheNodes),
  nat: whole(bounds.nat),
  natData: whole(bounds.natData),
  logs: whole(bounds.logs),
  logsKept: whole(bounds.logsKept),
});
export type Config = z.output<typeof configSchema>;

/** The one field's number if it may stand there, else undefined. */
export const parseField = parseBy<NumberField>(configSchema.shape);
