// told.json is what the architecture model and the synthesised template say: a change there turns this red, and it names both
// places. After a change that is meant, run it once with -u and read the demo's page again.
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesise, type Template } from '../../infra/synth.ts';
import { labelIn, type PartId, parts, views } from '../../src/architecture/model.ts';
import { switches, worded } from './demo.ts';
import { zonal } from './outcome.ts';
import { facts, partOf, rowsFor } from './told.ts';

interface Found {
  readonly type: string;
  readonly property: string;
  readonly value: string | number | boolean;
}

const service = (name: string) => (properties: Properties) => properties['ServiceName'] === name;
/** The target group that the listener's rule for the API's paths forwards to. */
const ofApi = (_properties: Properties, id: string, { Resources }: Template) =>
  Object.values(Resources).some(
    ({ Type, Properties: rule }) =>
      Type === 'AWS::ElasticLoadBalancingV2::ListenerRule' && JSON.stringify(rule).includes(`"${id}"`),
  );

type Properties = Readonly<Record<string, unknown>>;
type Which = (properties: Properties, id: string, template: Template) => boolean;
const lines: Readonly<Record<string, readonly [type: string, path: string, which?: Which]>> = {
  'postgres-multi-az': ['RDS::DBInstance', 'MultiAZ'],
  'postgres-backup': ['RDS::DBInstance', 'BackupRetentionPeriod'],
  'redis-multi-az': ['ElastiCache::ReplicationGroup', 'MultiAZEnabled'],
  'redis-failover': ['ElastiCache::ReplicationGroup', 'AutomaticFailoverEnabled'],
  'redis-nodes': ['ElastiCache::ReplicationGroup', 'NumCacheClusters'],
  'web-tasks': ['ECS::Service', 'DesiredCount', service('reference-web')],
  'api-tasks': ['ECS::Service', 'DesiredCount', service('reference-api')],
  'health-path': ['ElasticLoadBalancingV2::TargetGroup', 'HealthCheckPath', ofApi],
  'health-interval': ['ElasticLoadBalancingV2::TargetGroup', 'HealthCheckIntervalSeconds', ofApi],
  'health-unhealthy': ['ElasticLoadBalancingV2::TargetGroup', 'UnhealthyThresholdCount', ofApi],
  rotation: ['SecretsManager::RotationSchedule', 'RotationRules.ScheduleExpression'],
};

function find(template: Template, [short, property, which = () => true]: (typeof lines)[string]): Found {
  const type = `AWS::${short}`;
  const found = Object.entries(template.Resources).filter(
    ([id, one]) => one.Type === type && which(one.Properties ?? {}, id, template),
  );
  if (found.length !== 1) throw new Error(`The template has ${found.length} ${type} where one is told of.`);
  const value = property
    .split('.')
    .reduce<unknown>((at, name) => (at as Properties | undefined)?.[name], found[0]?.[1].Properties);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new Error(`${type} has no ${property} in the template.`);
  return { type, property, value };
}

const toldParts = [...new Set(switches.flatMap((one) => worded[one].parts))].sort() as PartId[];

const made = (template: Template) => ({
  parts: Object.fromEntries(
    toldParts.map((id) => {
      const { fails, notices } = parts[id];
      return [id, { ...labelIn('aws-topology', id), fails, notices }];
    }),
  ),
  template: Object.fromEntries(Object.entries(lines).map(([id, line]) => [id, find(template, line)])),
});

/** Zones of the subnets in which each of these can stand. */
function zonesOf({ Resources }: Template): number {
  const all = Object.values(Resources).flatMap(({ Type, Properties: subnet }) =>
    Type === 'AWS::EC2::Subnet' ? [JSON.stringify(subnet?.['AvailabilityZone'])] : [],
  );
  return new Set(all).size;
}

describe('what is told', () => {
  let template: Template;
  beforeAll(async () => {
    const { templates } = await synthesise(['lavbytes-reference']);
    template = templates['lavbytes-reference'] as Template;
  }, 600_000);

  it('is what the model and the template say', async () => {
    await expect(`${JSON.stringify(made(template), null, 2)}\n`).toMatchFileSnapshot('./told.json');
  });

  it('stands in two zones, and every box of a zone is in the drawing', () => {
    expect(zonesOf(template)).toBe(2);
    const drawn: readonly string[] = views['aws-topology'].parts;
    expect(zonal.filter((id) => !drawn.includes(id))).toEqual([]);
    expect(drawn.filter((id) => !(zonal as readonly string[]).includes(id)).sort()).toEqual(
      ['api-gateway', 'browser', 'cdn', 's3-static', 'secrets-manager'].sort(),
    );
  });

  it('has words for every switch, and lines of the template for each', () => {
    for (const one of switches) {
      for (const part of worded[one].parts) expect(partOf(part).fails).not.toBe('');
      expect([one, rowsFor([one]).length > 0]).toEqual([one, true]);
    }
    expect(facts).toMatchObject({ standby: true, replica: true, webTasks: 2, apiTasks: 2 });
  });

  it('would not be: a standby, a task count, a health check or a sentence that differs (control)', () => {
    const today = JSON.stringify(made(template));
    const changed = (type: string, change: Record<string, unknown>): string => {
      const Resources = Object.fromEntries(
        Object.entries(template.Resources).map(([id, one]) =>
          one.Type === type ? [id, { ...one, Properties: { ...one.Properties, ...change } }] : [id, one],
        ),
      );
      return JSON.stringify(made({ ...template, Resources }));
    };
    const drifts = [
      changed('AWS::RDS::DBInstance', { MultiAZ: false }),
      changed('AWS::ECS::Service', { DesiredCount: 3 }),
      changed('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckIntervalSeconds: 30 }),
      changed('AWS::ElastiCache::ReplicationGroup', { AutomaticFailoverEnabled: false }),
    ];
    for (const drift of drifts) expect(drift).not.toBe(today);
    expect(() => changed('AWS::RDS::DBInstance', { MultiAZ: undefined })).toThrow(/no MultiAZ/);
  });
});
