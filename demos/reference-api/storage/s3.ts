// Objects in S3. The bucket has Object Lock; `If-None-Match: *` makes S3 itself refuse a second write of a key.
import type { Objects } from './objects.ts';

export interface S3Options {
  readonly bucket: string;
  readonly region: string;
  /** Another address than AWS's own, for tests. */
  readonly endpoint: string | null;
}

/** The client library is loaded only where it is used. Credentials come from the task role. */
export async function s3Objects({ bucket, region, endpoint }: S3Options): Promise<Objects> {
  const {
    GetObjectCommand,
    ListObjectsV2Command,
    NoSuchKey,
    PutObjectCommand,
    S3Client,
    S3ServiceException,
  } = await import('@aws-sdk/client-s3');
  const client = new S3Client({
    region,
    maxAttempts: 3,
    ...(endpoint && { endpoint, forcePathStyle: true }),
  });

  return {
    async putOnce(key, body, type) {
      try {
        await client.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type, IfNoneMatch: '*' }),
        );
        return 'written';
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return 'exists';
        throw error;
      }
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return (await Body?.transformToByteArray()) ?? null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    async list(prefix) {
      const keys: string[] = [];
      let after: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            ...(after && { ContinuationToken: after }),
          }),
        );
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
        after = page.NextContinuationToken;
      } while (after !== undefined);
      return keys.sort();
    },
  };
}
