import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { InstanceType, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CaCertificate,
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  ParameterGroup,
  PostgresEngineVersion,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import { HostedRotation, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type Network, ports } from './network.ts';

export interface DatabaseProps {
  readonly network: Network;
  readonly instance: string;
  readonly keys: { readonly data: IKey; readonly secrets: IKey };
  readonly rotateEvery: Duration;
}

const databaseName = 'reference';
const owner = 'reference_owner';
const identifier = 'lavbytes-reference';
const exported = ['postgresql', 'upgrade'] as const;

/** PostgreSQL 18 with a standby in the other zone. It takes no connection without TLS, and changes its password by itself. */
export class Database extends Construct {
  readonly instance: DatabaseInstance;
  readonly secret: ISecret;
  /** Without the password, which the service reads when it connects. */
  readonly url: string;

  constructor(scope: Construct, id: string, { network, instance, keys, rotateEvery }: DatabaseProps) {
    super(scope, id);
    const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_18_3 });
    const { vpc, groups } = network;
    // Made before RDS makes them, which would keep every line for ever.
    const logs = exported.map(
      (log) =>
        new LogGroup(this, log, {
          logGroupName: `/aws/rds/instance/${identifier}/${log}`,
          retention: RetentionDays.THREE_MONTHS,
        }),
    );
    this.instance = new DatabaseInstance(this, 'instance', {
      engine,
      parameterGroup: new ParameterGroup(this, 'parameters', {
        engine,
        parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000', log_lock_waits: '1' },
      }),
      instanceIdentifier: identifier,
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [groups.database],
      publiclyAccessible: false,
      port: ports.database,
      multiAz: true,
      instanceType: new InstanceType(instance),
      storageType: StorageType.GP3,
      allocatedStorage: 100,
      maxAllocatedStorage: 500,
      storageEncrypted: true,
      storageEncryptionKey: keys.data,
      caCertificate: CaCertificate.RDS_CA_RSA2048_G1,
      databaseName,
      credentials: Credentials.fromGeneratedSecret(owner, {
        secretName: 'reference-database/owner',
        encryptionKey: keys.secrets,
      }),
      backupRetention: Duration.days(14),
      copyTagsToSnapshot: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.SNAPSHOT,
      autoMinorVersionUpgrade: true,
      monitoringInterval: Duration.minutes(1),
      cloudwatchLogsExports: [...exported],
    });
    this.instance.node.addDependency(...logs);
    this.secret = this.instance.secret as ISecret;
    this.secret.addRotationSchedule('rotation', {
      automaticallyAfter: rotateEvery,
      hostedRotation: HostedRotation.postgreSqlSingleUser({
        functionName: 'reference-database-rotation',
        vpc,
        vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        securityGroups: [groups.rotation],
      }),
    });
    this.url = `postgres://${owner}@${this.instance.dbInstanceEndpointAddress}:${ports.database}/${databaseName}`;
  }
}
