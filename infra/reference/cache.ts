import { Fn, SecretValue } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type Network, ports } from './network.ts';

export interface CacheProps {
  readonly network: Network;
  readonly node: string;
  readonly token: ISecret;
  readonly keys: { readonly data: IKey; readonly secrets: IKey };
}

/** Redis with a replica in the other zone. TLS and a token; what does not fit is dropped by its expiry, as nothing is the only copy. */
export class Cache extends Construct {
  readonly group: CfnReplicationGroup;
  /** rediss:// with the token in it: the API's REDIS_URL. */
  readonly url: ISecret;

  constructor(scope: Construct, id: string, { network, node, token, keys }: CacheProps) {
    super(scope, id);
    const { subnetIds } = network.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED });
    const subnets = new CfnSubnetGroup(this, 'subnets', { description: 'Both zones', subnetIds });
    const parameters = new CfnParameterGroup(this, 'parameters', {
      cacheParameterGroupFamily: 'redis7',
      description: 'Full: the nearest expiry goes first',
      properties: { 'maxmemory-policy': 'volatile-ttl' },
    });
    const log = (name: string) => ({
      destinationDetails: {
        cloudWatchLogsDetails: {
          logGroup: new LogGroup(this, name, { retention: RetentionDays.THREE_MONTHS }).logGroupName,
        },
      },
      destinationType: 'cloudwatch-logs',
      logFormat: 'json',
      logType: name,
    });
    this.group = new CfnReplicationGroup(this, 'group', {
      replicationGroupDescription: 'Reference cache',
      engine: 'redis',
      engineVersion: '7.1',
      cacheNodeType: node,
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      kmsKeyId: keys.data.keyArn,
      authToken: token.secretValue.unsafeUnwrap(),
      port: ports.cache,
      cacheSubnetGroupName: subnets.ref,
      cacheParameterGroupName: parameters.ref,
      securityGroupIds: [network.groups.cache.securityGroupId],
      autoMinorVersionUpgrade: true,
      snapshotRetentionLimit: 1,
      logDeliveryConfigurations: [log('slow-log'), log('engine-log')],
    });
    // A reference to the token, not the token: CloudFormation puts it in, and it stands in no template.
    const address = [
      'rediss://:',
      token.secretValue.unsafeUnwrap(),
      '@',
      this.group.attrPrimaryEndPointAddress,
    ];
    this.url = new Secret(this, 'url', {
      secretName: 'reference-cache/url',
      encryptionKey: keys.secrets,
      secretStringValue: SecretValue.unsafePlainText(Fn.join('', [...address, `:${ports.cache}`])),
    }) as ISecret;
  }
}
