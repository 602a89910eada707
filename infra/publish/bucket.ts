// The bucket, as far as publishing needs it.
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Stored } from './manifest.ts';
import { plainOf } from './manifest.ts';
import { inBase64 } from './sha256.ts';
import { Trouble } from './trouble.ts';

/** What the store says about an object. */
export interface Lying {
  readonly bytes: number;
  readonly modified: number;
  /** Of the stored bytes, as the store computed it; base64. */
  readonly checksum: string | undefined;
  readonly type: string | undefined;
  readonly encoding: string | undefined;
  readonly cache: string | undefined;
  /** What we wrote down about it: sha256 before compression, the release that an error page belongs to. */
  readonly notes: Readonly<Record<string, string>>;
}

export interface Listed {
  readonly bytes: number;
  readonly modified: number;
}

export interface Bucket {
  list(): Promise<Map<string, Listed>>;
  head(key: string): Promise<Lying | undefined>;
  text(key: string): Promise<string | undefined>;
  /** The store refuses bytes that do not have the hash. */
  put(stored: Stored, body: Buffer, notes?: Readonly<Record<string, string>>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && ['NotFound', 'NoSuchKey'].includes(error.name);

export function bucketOf(client: S3Client, name: string): Bucket {
  return {
    async list() {
      const found = new Map<string, Listed>();
      try {
        for await (const page of paginateListObjectsV2({ client }, { Bucket: name }))
          for (const { Key, Size = 0, LastModified } of page.Contents ?? [])
            if (Key) found.set(Key, { bytes: Size, modified: LastModified?.getTime() ?? 0 });
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchBucket')
          throw new Trouble(`There is no bucket ${name}.`, {
            why: 'the store does not know the name.',
            todo: 'deploy the site stack first, or give its bucket with --bucket.',
          });
        throw error;
      }
      return found;
    },

    async head(key) {
      try {
        const found = await client.send(
          new HeadObjectCommand({ Bucket: name, Key: key, ChecksumMode: 'ENABLED' }),
        );
        return {
          bytes: found.ContentLength ?? 0,
          modified: found.LastModified?.getTime() ?? 0,
          checksum: found.ChecksumSHA256,
          type: found.ContentType,
          encoding: found.ContentEncoding,
          cache: found.CacheControl,
          notes: found.Metadata ?? {},
        };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    async text(key) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
        return await found.Body?.transformToString('utf-8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    async put(stored, body, notes = {}) {
      await client.send(
        new PutObjectCommand({
          Bucket: name,
          Key: stored.key,
          Body: body,
          ChecksumSHA256: inBase64(stored.sha256),
          ContentType: stored.type,
          CacheControl: stored.cache,
          ...(stored.encoding && { ContentEncoding: stored.encoding }),
          Metadata: { plain: plainOf(stored).sha256, ...notes },
        }),
      );
    },

    async remove(keys) {
      for (let from = 0; from < keys.length; from += 1000) {
        const part = keys.slice(from, from + 1000).map((Key) => ({ Key }));
        const done = await client.send(
          new DeleteObjectsCommand({ Bucket: name, Delete: { Objects: part, Quiet: true } }),
        );
        const [left] = done.Errors ?? [];
        if (left) throw new Error(`${left.Key} could not be removed: ${left.Message ?? left.Code}`);
      }
    },
  };
}
