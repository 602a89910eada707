// The two services, and exactly what each is given. A test reads the API's environment with the API's own parser.
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Cluster, ContainerInsights, type ICluster, Secret } from 'aws-cdk-lib/aws-ecs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { Cache } from './cache.ts';
import type { Database } from './database.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { Names } from './names.ts';
import { type Network, ports } from './network.ts';
import type { Objects } from './objects.ts';
import type { Registry, ServiceName } from './registry.ts';
import { type Secrets, secretsPrefix } from './secrets.ts';
import { Service } from './service.ts';

export interface ServicesProps {
  readonly region: string;
  readonly network: Network;
  readonly names: Names;
  readonly balancer: LoadBalancer;
  readonly database: Database;
  readonly cache: Cache;
  readonly objects: Objects;
  readonly secrets: Secrets;
  readonly registry: Registry;
  readonly digests: Readonly<Record<ServiceName, string>>;
  readonly alarms: Readonly<Record<ServiceName, readonly IAlarm[]>>;
  readonly tasks: { readonly least: number; readonly most: number };
}

/** In front of a task: CloudFront and the load balancer, each of which adds one address. */
const trustedHops = 2;

/** The authoriser of API Gateway keeps our key set for up to two hours: a new key signs only after that. */
const jwksSeconds = 3 * 3600;

export class Services extends Construct {
  readonly cluster: ICluster;
  readonly api: Service;
  readonly web: Service;

  constructor(scope: Construct, id: string, props: ServicesProps) {
    super(scope, id);
    const { network, names, balancer, database, cache, objects, secrets, registry, digests, alarms, tasks } =
      props;
    const { vpc, groups } = network;
    this.cluster = new Cluster(this, 'cluster', {
      vpc,
      clusterName: 'lavbytes-reference',
      containerInsightsV2: ContainerInsights.ENABLED,
    }) as ICluster;
    const shared = (name: ServiceName) => ({
      name,
      cluster: this.cluster,
      repository: registry.repositories[name],
      digest: digests[name],
      alarms: alarms[name],
      tasks,
    });
    const origin = `https://${names.domain}`;
    this.api = new Service(this, 'api', {
      ...shared('reference-api'),
      group: groups.api,
      targets: balancer.api,
      environment: {
        MODE: 'production',
        HOST: '0.0.0.0',
        PORT: String(ports.task),
        AWS_REGION: props.region,
        ISSUER: origin,
        AUDIENCE: origin,
        JWKS_SECONDS: String(jwksSeconds),
        TRUSTED_HOPS: String(trustedHops),
        DATABASE_URL: database.url,
        DATABASE_SECRET: database.secret.secretArn,
        S3_BUCKET: objects.bucket.bucketName,
        SECRETS: 'aws',
        SECRETS_PREFIX: secretsPrefix,
      },
      secrets: {
        REDIS_URL: Secret.fromSecretsManager(cache.url),
        // The certificate that RDS of this region is signed with: put there once, by hand (README).
        DATABASE_CA: Secret.fromSsmParameter(
          StringParameter.fromStringParameterName(this, 'database-ca', '/reference/database-ca'),
        ),
      },
    });
    const { taskRole } = this.api.definition;
    secrets.grantApi(taskRole);
    database.secret.grantRead(taskRole);
    objects.grantApi(taskRole);
    this.web = new Service(this, 'web', {
      ...shared('reference-web'),
      group: groups.web,
      targets: balancer.web,
      environment: {
        NODE_ENV: 'production',
        HOSTNAME: '0.0.0.0',
        PORT: String(ports.task),
        ORIGIN: origin,
        API_ORIGIN: `https://${names.inside}`,
      },
      // Like CloudFront, it proves to the API that a request came by a way of ours; it reads nothing else.
      secrets: { ORIGIN_SECRET: Secret.fromSecretsManager(secrets.origin) },
    });
  }
}
