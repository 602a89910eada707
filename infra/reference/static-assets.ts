import { Duration } from 'aws-cdk-lib';
import { Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { closed } from './objects.ts';

/** Scripts, styles and fonts of the front end, under names with a hash. Only the distribution reads it: cdn.ts lets it in. */
export class StaticAssets extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { logs }: { readonly logs: IBucket }) {
    super(scope, id);
    const bucket: Bucket = new Bucket(this, 'bucket', {
      ...closed,
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'static-assets/',
    });
    this.bucket = bucket as IBucket;
  }
}
