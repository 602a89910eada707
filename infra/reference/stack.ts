// The reference system: what the topology of section 04 shows. Each part stands in a file of its name; here they are joined.
import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Acknowledgement, acknowledge } from '../acknowledge.ts';
import { room } from '../room.ts';
import { acknowledgements } from './acknowledgements.ts';
import { Alarms } from './alarms.ts';
import { Cache } from './cache.ts';
import { Cdn } from './cdn.ts';
import { type ReferenceConfig, referenceConfig } from './config.ts';
import { Database } from './database.ts';
import { Firewall } from './firewall.ts';
import { Gateway } from './gateway.ts';
import { Keys } from './keys.ts';
import { LoadBalancer } from './load-balancer.ts';
import { Logs } from './logs.ts';
import { Names } from './names.ts';
import { Network } from './network.ts';
import { Objects } from './objects.ts';
import { Registry } from './registry.ts';
import { rotationEvery, Secrets } from './secrets.ts';
import { Services } from './services.ts';
import { StaticAssets } from './static-assets.ts';
import { Watch } from './watch.ts';

export interface ReferenceProps {
  readonly config: ReferenceConfig;
  /** What is accepted; a test leaves it out, to see what each is for. */
  readonly accepted?: readonly Acknowledgement[];
}

const region = 'us-east-1';

export class ReferenceStack extends Stack {
  constructor(scope: Construct, id: string, { config, accepted = acknowledgements }: ReferenceProps) {
    // CloudFront takes its certificate and its web ACL from us-east-1 only; with everything there, it is one stack.
    super(scope, id, { env: { region }, terminationProtection: true });
    const tasks = { least: config.TASKS_LEAST, most: config.TASKS_MOST };
    const names = new Names(this, 'names', {
      domain: config.REFERENCE_DOMAIN,
      zone: { id: config.REFERENCE_ZONE_ID, name: config.REFERENCE_ZONE_NAME },
    });
    const keys = new Keys(this, 'keys');
    const logs = new Logs(this, 'logs').bucket;
    const network = new Network(this, 'network', { natGateways: config.NAT_GATEWAYS });
    const secrets = new Secrets(this, 'secrets', { key: keys.secrets });
    const database = new Database(this, 'database', {
      network,
      keys,
      instance: config.DATABASE_CLASS,
      rotateEvery: rotationEvery,
    });
    const cache = new Cache(this, 'cache', {
      network,
      keys,
      node: config.CACHE_NODE,
      token: secrets.cacheToken,
    });
    const objects = new Objects(this, 'objects', {
      key: keys.objects,
      logs,
      lockDays: config.OBJECT_LOCK_DAYS,
    });
    const assets = new StaticAssets(this, 'static-assets', { logs });
    const registry = new Registry(this, 'registry', { key: keys.images });
    const alarms = new Alarms(this, 'alarms', { mail: config.ALARM_MAIL });

    const balancer = new LoadBalancer(this, 'balancer', {
      network,
      logs,
      certificate: names.insideCertificate,
    });
    names.leadInside(balancer.balancer, network.vpc);
    const services = new Services(this, 'services', {
      region,
      network,
      names,
      balancer,
      database,
      cache,
      objects,
      secrets,
      registry,
      tasks,
      digests: { 'reference-api': config.API_IMAGE, 'reference-web': config.WEB_IMAGE },
      alarms: {
        'reference-api': alarms.of('reference-api', balancer.api),
        'reference-web': alarms.of('reference-web', balancer.web),
      },
    });
    const gateway = new Gateway(this, 'gateway', {
      network,
      listener: balancer.listener,
      inside: names.inside,
      issuer: `https://${names.domain}`,
    });
    const cdn = new Cdn(this, 'cdn', {
      domain: names.domain,
      certificate: names.certificate,
      firewall: new Firewall(this, 'firewall', { mode: config.FIREWALL }).arn,
      gateway: Fn.select(2, Fn.split('/', gateway.api.apiEndpoint)),
      originSecret: secrets.origin,
      assets: assets.bucket,
      logs,
    });
    names.lead(cdn.distribution);
    new Watch(this, 'watch', { alarms, balancer, cache, cdn, database, gateway, services, tasks });
    new CfnOutput(this, 'StaticAssets', { value: assets.bucket.bucketName });
    acknowledge(this, accepted);
  }

  /** The account's first two zones, named when it is deployed: else a synthesis would ask the account for them. */
  override get availabilityZones(): string[] {
    return [Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs())];
  }
}

export const reference = room({
  config: referenceConfig,
  make: (app, name, config) => new ReferenceStack(app, name, { config }),
});
