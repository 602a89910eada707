import { Duration } from 'aws-cdk-lib';
import { Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { closed } from './objects.ts';

/** Who asked what of the distribution, the load balancer and the buckets. Its writers take no key of ours, so S3's own encrypts it. */
export class Logs extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bucket: Bucket = new Bucket(this, 'bucket', {
      ...closed,
      encryption: BucketEncryption.S3_MANAGED,
      // CloudFront's standard logs are granted by an access list.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [
        { expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.bucket = bucket as IBucket;
  }
}
