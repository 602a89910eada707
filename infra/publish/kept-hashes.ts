// node infra/publish/kept-hashes.ts BUCKET > kept-hashes.json: the hashes of inline code of every release that is kept, for the
// policy that the site stack deploys (SITE_KEPT_HASHES). So the pages of the release before work while the pointer moves, and a
// rollback needs no new policy.
import { S3Client } from '@aws-sdk/client-s3';
import { together } from '../site/hashes.ts';
import { type Bucket, bucketOf } from './bucket.ts';
import { readManifests } from './cloud.ts';

export const keptHashes = async (bucket: Bucket) =>
  together([...(await readManifests(bucket, await bucket.list())).values()].map(({ hashes }) => hashes));

if (import.meta.main) {
  const [, , name] = process.argv;
  if (name === undefined) {
    console.error('Usage: node infra/publish/kept-hashes.ts BUCKET');
    process.exitCode = 2;
  } else {
    const bucket = bucketOf(new S3Client({ region: process.env['AWS_REGION'] ?? 'us-east-1' }), name);
    process.stdout.write(`${JSON.stringify(await keptHashes(bucket), null, 2)}\n`);
  }
}
