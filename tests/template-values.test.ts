// What two demos show of the reference template is what the template says: the simulator's values, the calculator's baseline.
import { beforeAll, describe, expect, it } from 'vitest';
import { sizes } from '../demos/cost/config.ts';
import { fixed, profiles } from '../demos/cost/profiles.ts';
import { template as shown } from '../demos/rolling-deploy/template.ts';
import { synthesise, type Template } from '../infra/synth.ts';

type Properties = Readonly<Record<string, unknown>>;
let template: Template;
// The build has made it; after a change of the infrastructure alone it is made here.
beforeAll(async () => {
  const { templates } = await synthesise(['lavbytes-reference']);
  template = templates['lavbytes-reference'] as Template;
}, 300_000);

const of = ({ Resources }: Template, type: string): readonly Properties[] =>
  Object.values(Resources).flatMap((one) => (one.Type === type ? [one.Properties ?? {}] : []));
/** The different values that a property has. */
const each = (from: Template, type: string, name: string): readonly unknown[] =>
  [...new Set(of(from, type).map((properties) => JSON.stringify(properties[name])))].map((text) =>
    JSON.parse(text),
  );

function altered(type: string, change: (properties: Record<string, unknown>) => void): Template {
  const copy = structuredClone(template) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  for (const one of Object.values(copy.Resources)) if (one.Type === type) change(one.Properties);
  return copy;
}

describe('the values that the rolling deploy starts from', () => {
  function attribute(group: Properties, key: string): number {
    const attributes = group['TargetGroupAttributes'] as readonly { Key: string; Value: string }[];
    return Number(attributes.find((one) => one.Key === key)?.Value);
  }

  /** Each service's deploy and each target group's checks, in the simulator's words. */
  function read(from: Template) {
    const services = of(from, 'AWS::ECS::Service').map((service) => {
      const deployment = service['DeploymentConfiguration'] as Properties;
      const breaker = deployment['DeploymentCircuitBreaker'] as Properties;
      return {
        desired: service['DesiredCount'],
        minimumHealthyPercent: deployment['MinimumHealthyPercent'],
        maximumPercent: deployment['MaximumPercent'],
        grace: service['HealthCheckGracePeriodSeconds'],
        // With nothing more said, half of the tasks, at least 3 and at most 200, and a healthy task sets the count back.
        breaker:
          breaker['Enable'] === true && breaker['Rollback'] === true && Object.keys(breaker).length === 2,
      };
    });
    const groups = of(from, 'AWS::ElasticLoadBalancingV2::TargetGroup').map((group) => ({
      interval: group['HealthCheckIntervalSeconds'],
      healthyChecks: group['HealthyThresholdCount'],
      unhealthyChecks: group['UnhealthyThresholdCount'],
      deregistrationDelay: attribute(group, 'deregistration_delay.timeout_seconds'),
    }));
    return { services, groups };
  }

  const { desired, minimumHealthyPercent, maximumPercent, grace, breaker, ...checks } = shown;
  const service = { desired, minimumHealthyPercent, maximumPercent, grace, breaker };
  const expected = { services: [service, service], groups: [checks, checks] };

  it('are those of both services in the reference template', () => {
    expect(read(template)).toEqual(expected);
  });

  const deployment = (change: object) => (it: Record<string, unknown>) =>
    Object.assign(it['DeploymentConfiguration'] as object, change);
  const group = 'AWS::ElasticLoadBalancingV2::TargetGroup';
  it.each<[name: string, type: string, change: (properties: Record<string, unknown>) => void]>([
    ['minimum', 'AWS::ECS::Service', deployment({ MinimumHealthyPercent: 50 })],
    ['maximum', 'AWS::ECS::Service', deployment({ MaximumPercent: 150 })],
    [
      'breaker',
      'AWS::ECS::Service',
      deployment({ DeploymentCircuitBreaker: { Enable: true, Rollback: false } }),
    ],
    ['grace period', 'AWS::ECS::Service', (it) => Object.assign(it, { HealthCheckGracePeriodSeconds: 30 })],
    ['number of tasks', 'AWS::ECS::Service', (it) => Object.assign(it, { DesiredCount: 1 })],
    ['interval of checks', group, (it) => Object.assign(it, { HealthCheckIntervalSeconds: 30 })],
    ['time to finish', group, (it) => Object.assign(it, { TargetGroupAttributes: [] })],
  ])('are not those of a template with another %s', (_name, type, change) => {
    expect(read(altered(type, change))).not.toEqual(expected);
  });
});

describe('the baseline of the cost calculator', () => {
  /** What costs money, as the calculator would say it. */
  function read(from: Template) {
    const task = (name: string) => each(from, 'AWS::ECS::TaskDefinition', name);
    const database = (name: string) => each(from, 'AWS::RDS::DBInstance', name);
    const cache = (name: string) => each(from, 'AWS::ElastiCache::ReplicationGroup', name);
    return {
      services: of(from, 'AWS::ECS::Service').length,
      tasks: each(from, 'AWS::ECS::Service', 'DesiredCount'),
      vcpu: task('Cpu').map((cpu) => Number(cpu) / 1_024),
      gb: task('Memory').map((memory) => Number(memory) / 1_024),
      processor: task('RuntimePlatform').map((platform) => (platform as Properties)['CpuArchitecture']),
      database: database('DBInstanceClass'),
      standby: database('MultiAZ'),
      storage: database('AllocatedStorage').map(Number),
      disk: database('StorageType'),
      cache: cache('CacheNodeType'),
      engine: cache('Engine'),
      cacheNodes: cache('NumCacheClusters'),
      nat: of(from, 'AWS::EC2::NatGateway').length,
      balancers: of(from, 'AWS::ElasticLoadBalancingV2::LoadBalancer').length,
      endpoints: of(from, 'AWS::EC2::VPCEndpoint').filter(
        ({ VpcEndpointType }) => VpcEndpointType === 'Interface',
      ).length,
      secrets: of(from, 'AWS::SecretsManager::Secret').length,
      keys: of(from, 'AWS::KMS::Key').length,
      alarms: of(from, 'AWS::CloudWatch::Alarm').length,
      wafRules: of(from, 'AWS::WAFv2::WebACL').flatMap(({ Rules }) => Rules as readonly unknown[]).length,
      logsKept: Math.max(...each(from, 'AWS::Logs::LogGroup', 'RetentionInDays').map(Number)) / 30,
    };
  }

  const { baseline } = profiles;
  const { vcpu, gb } = sizes[baseline.webSize];
  const { secrets, keys, alarms, wafRules } = fixed;
  const expected = {
    services: 2,
    tasks: [baseline.webTasks],
    vcpu: [vcpu],
    gb: [gb],
    processor: ['ARM64'],
    database: [`db.${baseline.database}`],
    standby: [baseline.standby],
    storage: [baseline.storage],
    disk: ['gp3'],
    cache: [baseline.cache.replace('redis.', 'cache.')],
    engine: ['redis'],
    cacheNodes: [baseline.cacheNodes],
    nat: baseline.nat,
    balancers: 1,
    endpoints: 0,
    secrets,
    keys,
    alarms,
    wafRules,
    logsKept: baseline.logsKept,
  };

  it('is what the reference template deploys', () => {
    expect(read(template)).toEqual(expected);
    const { apiSize, apiTasks, processor } = baseline;
    expect({ apiSize, apiTasks, processor }).toEqual({
      apiSize: baseline.webSize,
      apiTasks: baseline.webTasks,
      processor: 'arm',
    });
  });

  it.each<[type: string, change: object]>([
    ['AWS::RDS::DBInstance', { MultiAZ: false }],
    ['AWS::RDS::DBInstance', { AllocatedStorage: '200' }],
    ['AWS::ElastiCache::ReplicationGroup', { NumCacheClusters: 3 }],
    ['AWS::ECS::TaskDefinition', { Cpu: '1024' }],
    ['AWS::Logs::LogGroup', { RetentionInDays: 365 }],
  ])('is not that of a template whose %s says %j', (type, change) => {
    expect(read(altered(type, (properties) => Object.assign(properties, change)))).not.toEqual(expected);
  });
});
