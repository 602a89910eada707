// The pointer: the value of `current` in CloudFront's key-value store names the release that is served. Every write carries the
// version that was read, so of two writers one learns that the other came first. The store takes SigV4A signatures only.
import '@aws-sdk/signature-v4a';
import {
  type CloudFrontKeyValueStoreClient,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  PutKeyCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore';

export const pointerKey = 'current';

export interface Pointed {
  readonly release: string | undefined;
  /** Of the whole store, at the time of reading. */
  readonly version: string;
}

export type Written =
  | { readonly kind: 'written'; readonly version: string }
  /** Somebody wrote to the store since it was read. Nothing was changed by us. */
  | { readonly kind: 'moved'; readonly now: Pointed };

export interface Pointer {
  read(): Promise<Pointed>;
  write(release: string, version: string): Promise<Written>;
}

export function pointerOf(client: CloudFrontKeyValueStoreClient, KvsARN: string): Pointer {
  async function read(): Promise<Pointed> {
    // Version first: a value that is written between the two calls makes the write fail, not pass.
    const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN }));
    if (!ETag) throw new Error('The key-value store did not say its version');
    try {
      const { Value } = await client.send(new GetKeyCommand({ KvsARN, Key: pointerKey }));
      return { release: Value || undefined, version: ETag };
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException')
        return { release: undefined, version: ETag };
      throw error;
    }
  }

  return {
    read,
    async write(release, version) {
      try {
        const { ETag } = await client.send(
          new PutKeyCommand({ KvsARN, Key: pointerKey, Value: release, IfMatch: version }),
        );
        return { kind: 'written', version: ETag ?? '' };
      } catch (error) {
        // Whatever it was, the store is asked: an answer may have been lost after the write, or another came first.
        const now = await read();
        if (now.version === version) throw error;
        return now.release === release ? { kind: 'written', version: now.version } : { kind: 'moved', now };
      }
    },
  };
}
