// What AWS asked in us-east-1, in US dollars, and where each price was read. Nothing here comes from a bill of ours: every
// price was read at second hand, and those without a source are marked as estimates.

export const region = 'us-east-1';
/** How AWS rounds a month. */
export const hoursPerMonth = 730;

export const sources = {
  list: { name: 'AWS price list files', read: '2025-09-25' },
  pages: { name: 'AWS pricing pages', read: '2026-09-23' },
  waf: { name: 'AWS WAF pricing page', read: '2026-08-19' },
  gateway: { name: 'API Gateway pricing page', read: '2026-09-07' },
} as const;
export type SourceId = keyof typeof sources;

export interface Price {
  /** US dollars for one unit. */
  readonly dollars: number;
  readonly unit: string;
  /** None: not read anywhere, an estimate. Two: both say the same. */
  readonly read: readonly SourceId[];
  /** Units a month that cost nothing. */
  readonly free?: number;
  /** Why it is an estimate, where it is not simply unread. */
  readonly because?: string;
}

const half = 'half of the price for two zones, as for db.t4g.medium';

export const prices = {
  'fargate.arm.vcpu': { dollars: 0.03238, unit: 'vCPU-hour', read: ['pages'] },
  'fargate.arm.gb': { dollars: 0.00356, unit: 'GB-hour', read: ['pages'] },
  'fargate.x86.vcpu': { dollars: 0.04048, unit: 'vCPU-hour', read: ['list', 'pages'] },
  'fargate.x86.gb': { dollars: 0.004445, unit: 'GB-hour', read: ['list', 'pages'] },
  'rds.t4g.micro.one': { dollars: 0.016, unit: 'hour', read: [], because: half },
  'rds.t4g.micro.two': { dollars: 0.032, unit: 'hour', read: ['list'] },
  'rds.t4g.medium.one': { dollars: 0.065, unit: 'hour', read: ['pages'] },
  'rds.t4g.medium.two': { dollars: 0.129, unit: 'hour', read: ['list', 'pages'] },
  'rds.m7g.large.one': { dollars: 0.1685, unit: 'hour', read: [], because: half },
  'rds.m7g.large.two': { dollars: 0.337, unit: 'hour', read: ['pages'] },
  'rds.r7g.xlarge.one': { dollars: 0.478, unit: 'hour', read: [], because: half },
  'rds.r7g.xlarge.two': { dollars: 0.956, unit: 'hour', read: ['pages'] },
  'rds.gp3.one': { dollars: 0.115, unit: 'GB-month', read: ['list', 'pages'] },
  'rds.gp3.two': { dollars: 0.23, unit: 'GB-month', read: ['list', 'pages'] },
  'cache.redis.t4g.micro': { dollars: 0.016, unit: 'node-hour', read: ['list'] },
  'cache.redis.t4g.small': { dollars: 0.032, unit: 'node-hour', read: ['list'] },
  'cache.valkey.t4g.micro': { dollars: 0.0128, unit: 'node-hour', read: ['pages'] },
  'cache.valkey.t4g.small': { dollars: 0.0256, unit: 'node-hour', read: ['pages'] },
  'cache.valkey.m7g.large': { dollars: 0.1264, unit: 'node-hour', read: ['pages'] },
  'nat.hour': { dollars: 0.045, unit: 'gateway-hour', read: ['list', 'pages'] },
  'nat.gb': { dollars: 0.045, unit: 'GB', read: ['list', 'pages'] },
  ipv4: { dollars: 0.005, unit: 'address-hour', read: ['list', 'pages'] },
  'egress.gb': { dollars: 0.09, unit: 'GB', read: ['pages'], free: 100 },
  'alb.hour': { dollars: 0.0225, unit: 'hour', read: ['list'] },
  'alb.lcu': { dollars: 0.008, unit: 'LCU-hour', read: ['list', 'pages'] },
  'apigw.http': { dollars: 1, unit: 'million requests', read: ['gateway'] },
  // The first terabyte counted as 1,000 GB; $0.01 for ten thousand requests.
  'cloudfront.gb': { dollars: 0.085, unit: 'GB', read: [], free: 1_000 },
  'cloudfront.requests': { dollars: 1, unit: 'million requests', read: [], free: 10 },
  'waf.acl': { dollars: 5, unit: 'list-month', read: ['waf'] },
  'waf.rule': { dollars: 1, unit: 'rule-month', read: ['waf'] },
  'waf.requests': { dollars: 0.6, unit: 'million requests', read: ['waf'] },
  secret: { dollars: 0.4, unit: 'secret-month', read: ['list'] },
  key: { dollars: 1, unit: 'key-month', read: ['pages'] },
  's3.gb': { dollars: 0.023, unit: 'GB-month', read: ['list'] },
  'ecr.gb': { dollars: 0.1, unit: 'GB-month', read: ['list'] },
  'logs.in': { dollars: 0.5, unit: 'GB', read: ['list', 'pages'] },
  'logs.kept': { dollars: 0.03, unit: 'GB-month', read: ['list', 'pages'] },
  alarm: { dollars: 0.1, unit: 'alarm-month', read: ['list'] },
} as const satisfies Readonly<Record<string, Price>>;
export type PriceId = keyof typeof prices;

/** One shape for all of them, whatever each has. */
export const priceOf = (id: PriceId): Price => prices[id];

export type Certainty = 'two sources' | 'one source' | 'estimate';
export function certaintyOf({ read }: Price): Certainty {
  if (read.length === 0) return 'estimate';
  return read.length === 1 ? 'one source' : 'two sources';
}

/** "AWS price list files, 2025-09-25; AWS pricing pages, 2026-09-23", or why there is none. */
export function readAt({ read, because }: Price): string {
  if (read.length > 0) return read.map((id) => `${sources[id].name}, ${sources[id].read}`).join('; ');
  return `estimate: ${because ?? 'not read at AWS'}`;
}
