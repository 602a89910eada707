// The bucket that only CloudFront reads, and the one that its access logs go to.
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

export class SiteStorage extends Construct {
  readonly pages: Bucket;
  readonly logs: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.pages = new Bucket(this, 'Pages', {
      ...closed,
      // What a deploy overwrote or the garbage collection deleted can be had back for a month.
      versioned: true,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    this.logs = new Bucket(this, 'Logs', {
      ...closed,
      lifecycleRules: [
        { expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    Validations.of(this.pages).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason: 'Only CloudFront reads it, and the access logs of CloudFront say what was asked for.',
    });
    Validations.of(this.logs).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason:
        'It holds the access logs, without addresses, for 30 days; nothing but the log delivery service writes to it.',
    });
  }
}
