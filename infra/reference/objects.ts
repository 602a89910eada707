import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** What every bucket here is. */
export const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

export interface ObjectsProps {
  readonly key: IKey;
  readonly logs: IBucket;
  readonly lockDays: number;
}

/** The API's one bucket: heads of the audit trail and approved objects. For so many days nobody, root included, can change or delete them. */
export class Objects extends Construct {
  readonly bucket: IBucket;

  readonly #key: IKey;

  constructor(scope: Construct, id: string, { key, logs, lockDays }: ObjectsProps) {
    super(scope, id);
    this.#key = key;
    const bucket: Bucket = new Bucket(this, 'bucket', {
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(lockDays)),
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'objects/',
    });
    this.bucket = bucket as IBucket;
  }

  /** Read and write, never delete; the lock would refuse that anyway. */
  grantApi(task: IGrantable): void {
    const allow = (actions: string[], resource: string) =>
      task.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource] }));
    allow(['s3:PutObject', 's3:GetObject'], this.bucket.arnForObjects('*'));
    allow(['s3:ListBucket'], this.bucket.bucketArn);
    allow(['kms:GenerateDataKey', 'kms:Decrypt'], this.#key.keyArn);
  }
}
