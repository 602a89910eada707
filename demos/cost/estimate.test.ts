// The sums: against a hand's own arithmetic, against the rules that every sum keeps, and against what the pages say.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelIn, parts as modelParts } from '../../src/architecture/model.ts';
import { accepted } from './accepts.ts';
import { asCsv, asText } from './as-text.ts';
import {
  bounds,
  type Config,
  caches,
  configSchema,
  databases,
  type NumberField,
  parseField,
  processors,
  sizes,
} from './config.ts';
import { byPart, estimate, type Line, roughly } from './estimate.ts';
import { partIds, partOf } from './parts.ts';
import { certaintyOf, type PriceId, priceOf, prices, readAt } from './prices.ts';
import { profileIds, profiles } from './profiles.ts';

const runs = process.env['SOAK'] ? 20_000 : 200;
const { baseline } = profiles;
const line = (config: Config, price: PriceId): Line => {
  const found = estimate(config).lines.find((one) => one.price === price);
  if (!found) throw new Error(`No line for ${price}.`);
  return found;
};
const dollars = (config: Config, price: PriceId) => line(config, price).cents / 100;

/** Any configuration that a reader or a link may bring, its ends more often than by chance. */
const number = (field: NumberField) => {
  const { min, max, step } = bounds[field];
  const any =
    step < 1 ? fc.double({ min, max, noNaN: true }).map((value) => value + 0) : fc.integer({ min, max });
  return fc.oneof({ weight: 1, arbitrary: fc.constantFrom<number>(min, max) }, { weight: 4, arbitrary: any });
};
const among = <Key extends string>(record: Readonly<Record<Key, unknown>>) =>
  fc.constantFrom(...(Object.keys(record) as Key[]));
const configs: fc.Arbitrary<Config> = fc.record({
  requests: number('requests'),
  cached: number('cached'),
  dataOut: number('dataOut'),
  processor: among(processors),
  webSize: among(sizes),
  webTasks: number('webTasks'),
  apiSize: among(sizes),
  apiTasks: number('apiTasks'),
  database: fc.constantFrom(...databases),
  standby: fc.boolean(),
  storage: number('storage'),
  cache: among(caches),
  cacheNodes: number('cacheNodes'),
  nat: number('nat'),
  natData: number('natData'),
  logs: number('logs'),
  logsKept: number('logsKept'),
});

describe('by hand', () => {
  it.each<[what: string, price: PriceId, config: Partial<Config>, dollars: number]>([
    // 2 × 0.5 × 730 h × 0.03238, and 2 × 1 × 730 × 0.00356
    ['processors of two half-size tasks', 'fargate.arm.vcpu', {}, 23.64],
    ['their memory', 'fargate.arm.gb', {}, 5.2],
    ['the same on x86', 'fargate.x86.vcpu', { processor: 'x86' }, 29.55],
    ['a database in two zones', 'rds.t4g.medium.two', {}, 94.17],
    ['and in one', 'rds.t4g.medium.one', { standby: false }, 47.45],
    ['its storage in two zones', 'rds.gp3.two', { storage: 100 }, 23],
    ['two cache nodes', 'cache.redis.t4g.small', {}, 46.72],
    ['two NAT gateways', 'nat.hour', {}, 65.7],
    ['their addresses', 'ipv4', {}, 7.3],
    ['the load balancer', 'alb.hour', {}, 16.43],
    ['requests at the gateway', 'apigw.http', {}, 10],
    ['of which the edge answers a half', 'apigw.http', { cached: 50 }, 5],
    ['WAF looks at them all the same', 'waf.requests', { cached: 50 }, 6],
    ['ten million requests at the edge are free', 'cloudfront.requests', {}, 0],
    ['the eleventh is not', 'cloudfront.requests', { requests: 11 }, 1],
    ['a terabyte from the edge is free', 'cloudfront.gb', { dataOut: 1_000 }, 0],
    ['what comes after is not', 'cloudfront.gb', { dataOut: 1_100 }, 8.5],
    ['100 GB to the internet are free', 'egress.gb', { natData: 100 }, 0],
    ['what comes after is not', 'egress.gb', { natData: 200 }, 9],
    ['20 GB of log lines', 'logs.in', {}, 10],
    ['kept for a year', 'logs.kept', { logsKept: 12 }, 7.2],
    // 10 million connections at 25 a second: 111.1 unit-hours; 200 GB would be 200.
    ['load balancer by bytes', 'alb.lcu', {}, 1.6],
    ['load balancer by connections', 'alb.lcu', { dataOut: 0 }, 0.89],
  ])('%s', (_what, price, config, expected) => {
    expect(dollars({ ...baseline, ...config }, price)).toBe(expected);
  });

  it('says how much was free', () => {
    expect(line({ ...baseline, requests: 25 }, 'cloudfront.requests')).toMatchObject({
      quantity: 25,
      free: 10,
    });
    expect(line({ ...baseline, requests: 4 }, 'cloudfront.requests')).toMatchObject({ quantity: 4, free: 4 });
  });

  it('without a NAT gateway nothing passes one', () => {
    expect(byPart(estimate({ ...baseline, nat: 0 })).get('nat')).toBe(0);
  });
});

describe('every permitted configuration', () => {
  it('passes the schema, has a finite sum of whole cents, and its parts are that sum', () => {
    fc.assert(
      fc.property(configs, (config) => {
        expect(configSchema.safeParse(config).success).toBe(true);
        const all = estimate(config);
        for (const { cents, quantity, free } of all.lines) {
          expect(Number.isInteger(cents) && cents >= 0).toBe(true);
          expect(Number.isFinite(quantity) && free >= 0 && free <= quantity).toBe(true);
        }
        const parts = [...byPart(all).values()];
        expect(parts.reduce((one, other) => one + other, 0)).toBe(all.cents);
        expect(parts).toHaveLength(partIds.length);
        expect(`${asText(config)}${asCsv(config)}`).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: runs },
    );
  });

  it.each((Object.keys(bounds) as NumberField[]).filter((field) => field !== 'cached'))(
    'never costs less with more of %s',
    (field) => {
      fc.assert(
        fc.property(configs, number(field), (config, other) => {
          const [less, more] = [config[field], other].sort((a, b) => a - b) as [number, number];
          const at = (value: number) => estimate({ ...config, [field]: value }).cents;
          expect(at(less)).toBeLessThanOrEqual(at(more));
        }),
        { numRuns: runs / 8 },
      );
    },
  );

  it('never costs more when the edge answers more', () => {
    fc.assert(
      fc.property(configs, number('cached'), (config, cached) => {
        const [less, more] = [Math.min(config.cached, cached), Math.max(config.cached, cached)];
        const at = (value: number) => estimate({ ...config, cached: value }).cents;
        expect(at(more)).toBeLessThanOrEqual(at(less));
      }),
      { numRuns: runs / 8 },
    );
  });

  it('costs more with a standby than without', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const at = (standby: boolean) => estimate({ ...config, standby }).cents;
        expect(at(true)).toBeGreaterThan(at(false));
      }),
      { numRuns: runs / 8 },
    );
  });
});

describe('what may stand in a field', () => {
  it.each(Object.entries(bounds))('%s: its bounds and nothing beyond', (name, { min, max, step }) => {
    const field = name as NumberField;
    expect(parseField(field, String(min))).toBe(min);
    expect(parseField(field, String(max))).toBe(max);
    for (const text of [String(min - step), String(max + step), '', ' ', 'abc', 'NaN', 'Infinity', '1e999'])
      expect([text, parseField(field, text)]).toEqual([text, undefined]);
    if (step === 1) expect(parseField(field, String(min + 0.5))).toBe(undefined);
  });
});

describe('prices', () => {
  it('are positive, and each line has one', () => {
    for (const id of Object.keys(prices) as PriceId[]) expect(priceOf(id).dollars).toBeGreaterThan(0);
  });

  it('say where and when they were read, or that they are estimates', () => {
    for (const id of Object.keys(prices) as PriceId[]) {
      const price = priceOf(id);
      const pattern = certaintyOf(price) === 'estimate' ? /^estimate: \w/ : /, \d{4}-\d\d-\d\d$/;
      expect(readAt(price)).toMatch(pattern);
    }
  });

  it('for one zone are half of two, where only two were read', () => {
    for (const database of databases) {
      const [one, two] = [priceOf(`rds.${database}.one`), priceOf(`rds.${database}.two`)];
      if (certaintyOf(one) === 'estimate') expect(one.dollars).toBe(two.dollars / 2);
    }
  });
});

describe('the parts', () => {
  it('have the names that the drawings give them', () => {
    for (const id of partIds) {
      const { name, detail, drawn } = partOf(id);
      const [, page, view] = /^\/([\w-]+)\/#([\w-]+)\//.exec(drawn ?? '') ?? [];
      if (view === undefined) {
        expect(Object.keys(modelParts)).not.toContain(id);
        continue;
      }
      expect(drawn).toBe(`/${page}/#${view}/${id}`);
      expect({ name, detail }).toEqual(labelIn(view as 'aws-topology', id as 'redis'));
    }
  });
});

describe('what the pages say', () => {
  const cloud = readFileSync(new URL('../../content/pages/cloud.mdx', import.meta.url), 'utf8');
  it.each(profileIds)('%s costs what the calculator counts', (id) => {
    const name = `${id[0]?.toUpperCase()}${id.slice(1)}`;
    expect(cloud).toContain(`**${name}, ${roughly(estimate(profiles[id]).cents)}**`);
  });

  it('two NAT gateways cost more than all tasks of the baseline', () => {
    const parts = byPart(estimate(baseline));
    const [nat = 0, web = 0, api = 0] = [
      parts.get('nat'),
      parts.get('next-server'),
      parts.get('node-service'),
    ];
    expect(nat).toBeGreaterThan(web + api);
    expect(dollars(baseline, 'nat.hour')).toBeGreaterThan((web + api) / 100);
  });

  it('the profiles accept what the page says', () => {
    expect(accepted(profiles.baseline)).toEqual([]);
    expect(accepted(profiles.growth)).toEqual([]);
    expect(accepted(profiles.starter)).toEqual([expect.stringContaining('One NAT gateway')]);
  });
});

describe('to take away', () => {
  it('as CSV adds up again', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const rows = asCsv(config).trimEnd().split('\r\n');
        const amounts = rows.slice(1).map((row) => {
          const cells = row.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
          return Math.round(Number.parseFloat(cells[7] ?? '') * 100);
        });
        const total = amounts.pop();
        expect(amounts.reduce((one, other) => one + other, 0)).toBe(total);
        expect(total).toBe(estimate(config).cents);
      }),
      { numRuns: 50 },
    );
  });

  it('as text names the total, each part and what is not counted', () => {
    const text = asText(profiles.starter);
    for (const id of partIds) expect(text).toContain(partOf(id).name);
    expect(text).toContain('Not counted:');
    expect(text).toContain('One NAT gateway');
  });
});
