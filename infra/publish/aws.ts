// The real clients. Their addresses and credentials come from where every AWS tool looks: the environment, profiles, a role.

import { setTimeout as wait } from 'node:timers/promises';
import { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore';
import { S3Client } from '@aws-sdk/client-s3';
import { bucketOf } from './bucket.ts';
import type { Cloud, Rules } from './cloud.ts';
import { pointerOf } from './pointer.ts';
import type { DrySettings, Settings } from './settings.ts';

export function cloudOf({ bucket, store, origin, region }: Settings): Cloud {
  const limits = { requestHandler: { connectionTimeout: 5_000, requestTimeout: 120_000 }, maxAttempts: 4 };
  return {
    bucket: bucketOf(new S3Client({ region, ...limits }), bucket),
    pointer: pointerOf(new CloudFrontKeyValueStoreClient({ region, ...limits }), store),
    live: { origin, fetch },
    now: () => Date.now(),
    wait: async (ms) => void (await wait(ms)),
    say: console.log,
  };
}

export const rulesOf = (settings: DrySettings): Rules => ({
  keep: settings.keep,
  graceMs: settings['grace-days'] * 86_400_000,
  patienceMs: settings.patience * 1000,
  width: settings.parallel,
});
