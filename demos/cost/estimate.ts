// From a configuration to the lines of a month's bill, part by part. Every line is rounded to whole cents before anything
// is added up, so the parts are the total.
import { type Config, type SizeId, sizes } from './config.ts';
import { type PartId, partIds } from './parts.ts';
import { hoursPerMonth, type PriceId, priceOf } from './prices.ts';
import { fixed } from './profiles.ts';

export interface Line {
  readonly part: PartId;
  readonly what: string;
  readonly price: PriceId;
  /** Units used in the month, in the price's own unit. */
  readonly quantity: number;
  /** How the quantity comes about: "2 tasks × 0.5 vCPU × 730 h". */
  readonly from: string;
  /** Units of it that cost nothing. */
  readonly free: number;
  readonly cents: number;
}

export interface Estimate {
  readonly lines: readonly Line[];
  readonly cents: number;
}

type Counted = readonly [what: string, price: PriceId, quantity: number, from: string];
type Count = (config: Config) => readonly Counted[];

const month = hoursPerMonth;
const hours = `${month} h`;
const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 });
const exact = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const whole = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
export const counted = (value: number): string => number.format(value);
const many = (count: number, one: string, more = `${one}s`) =>
  `${counted(count)} ${count === 1 ? one : more}`;

function tasks(config: Config, size: SizeId, count: number): readonly Counted[] {
  const { vcpu, gb } = sizes[size];
  const of = many(count, 'task');
  return [
    [
      'Processor',
      `fargate.${config.processor}.vcpu`,
      count * vcpu * month,
      `${of} × ${vcpu} vCPU × ${hours}`,
    ],
    ['Memory', `fargate.${config.processor}.gb`, count * gb * month, `${of} × ${gb} GB × ${hours}`],
  ];
}

/** Millions of requests that the edge does not answer. */
const onward = ({ requests, cached }: Config): number => (requests * (100 - cached)) / 100;
const onwardFrom = ({ requests, cached }: Config) =>
  cached === 0
    ? many(requests, 'million', 'million')
    : `${counted(requests)} million, ${cached}% of them answered at the edge`;

/**
 * Capacity units of the load balancer: the larger of new connections (25 a second each) and bytes (1 GB an hour each), were
 * traffic even over the month and every request a connection of its own.
 */
function capacity(config: Config): Counted {
  const connections = (onward(config) * 1e6) / (25 * 3_600);
  const gigabytes = (config.dataOut * (100 - config.cached)) / 100;
  const units = Math.max(connections, gigabytes);
  const from = `${counted(units)} LCU-hours, for the ${connections > gigabytes ? 'connections' : 'bytes'}`;
  return ['Capacity', 'alb.lcu', units, from];
}

const countOf: Readonly<Record<PartId, Count>> = {
  cdn: (config) => [
    ['Data to readers', 'cloudfront.gb', config.dataOut, `${counted(config.dataOut)} GB`],
    ['Requests', 'cloudfront.requests', config.requests, many(config.requests, 'million', 'million')],
  ],
  waf: (config) => [
    ['Rule list', 'waf.acl', 1, '1 list'],
    ['Rules', 'waf.rule', fixed.wafRules, many(fixed.wafRules, 'rule')],
    ['Requests looked at', 'waf.requests', config.requests, many(config.requests, 'million', 'million')],
  ],
  's3-static': () => [['Assets kept', 's3.gb', fixed.assets, `${fixed.assets} GB`]],
  'api-gateway': (config) => [['Requests', 'apigw.http', onward(config), onwardFrom(config)]],
  'vpc-link': () => [],
  'internal-alb': (config) => [['Hours', 'alb.hour', month, hours], capacity(config)],
  'next-server': (config) => tasks(config, config.webSize, config.webTasks),
  'node-service': (config) => tasks(config, config.apiSize, config.apiTasks),
  postgres: ({ database, standby, storage }) => {
    const zones = standby ? 'two' : 'one';
    const where = standby ? 'in two zones' : 'in one zone';
    return [
      ['Instance', `rds.${database}.${zones}`, month, `db.${database} ${where} × ${hours}`],
      ['Storage', `rds.gp3.${zones}`, storage, `${counted(storage)} GB ${where}`],
    ];
  },
  redis: ({ cache, cacheNodes }) => [
    ['Nodes', `cache.${cache}`, cacheNodes * month, `${many(cacheNodes, 'node')} × ${hours}`],
  ],
  'secrets-manager': () => [
    ['Secrets', 'secret', fixed.secrets, many(fixed.secrets, 'secret')],
    ['Keys that encrypt', 'key', fixed.keys, many(fixed.keys, 'KMS key')],
  ],
  nat: ({ nat, natData }) =>
    nat === 0
      ? []
      : [
          ['Gateways', 'nat.hour', nat * month, `${many(nat, 'gateway')} × ${hours}`],
          ['Their public addresses', 'ipv4', nat * month, `${many(nat, 'address', 'addresses')} × ${hours}`],
          ['Data passed', 'nat.gb', natData, `${counted(natData)} GB`],
          ['Data to the internet', 'egress.gb', natData, `${counted(natData)} GB, as if all of it left`],
        ],
  logs: ({ logs, logsKept }) => [
    ['Log lines taken in', 'logs.in', logs, `${counted(logs)} GB`],
    [
      'Log lines kept',
      'logs.kept',
      logs * logsKept,
      `${counted(logs)} GB × ${many(logsKept, 'month')}, as if not compressed`,
    ],
    ['Alarms', 'alarm', fixed.alarms, many(fixed.alarms, 'alarm')],
  ],
  ecr: () => [['Images kept', 'ecr.gb', fixed.images, `${fixed.images} GB`]],
};

/** Half a cent and more is a cent. */
const cents = (dollars: number): number => Math.round(dollars * 100);

export function estimate(config: Config): Estimate {
  const lines = partIds.flatMap((part) =>
    countOf[part](config).map(([what, price, quantity, from]): Line => {
      const { dollars, free = 0 } = priceOf(price);
      const paid = Math.max(0, quantity - free);
      return { part, what, price, quantity, from, free: quantity - paid, cents: cents(paid * dollars) };
    }),
  );
  return { lines, cents: sum(lines) };
}

/** Every part, those that cost nothing too, in the order of the drawing. */
export const byPart = ({ lines }: Estimate): ReadonlyMap<PartId, number> =>
  new Map(partIds.map((part) => [part, sum(lines.filter((line) => line.part === part))]));

const sum = (lines: readonly Line[]): number => lines.reduce((all, { cents: one }) => all + one, 0);

/** "$1,022.45" */
export const money = (cents: number): string => exact.format(cents / 100);

/** "$1,022" */
export const roughly = (cents: number): string => whole.format(cents / 100);
