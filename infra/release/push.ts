// ECR Push: the archive that was built, under the commit's name. A tag that is there already is not made again: what was
// stored first is what counts, so a run can be repeated after any stop.
import { z } from 'zod';
import { type Aws, AwsRefused } from './aws.ts';
import { parseDigest, tagOf } from './image.ts';

interface Store {
  readonly aws: Aws;
  /** Copies the archive's bytes to "repository:tag" without changing them. */
  readonly copy: (to: string) => Promise<unknown>;
  readonly wait: () => Promise<unknown>;
  readonly say: (line: string) => void;
}

const found = z.object({ imageDetails: z.array(z.object({ imageDigest: z.string() })).min(1) });
const repositories = z.object({ repositories: z.array(z.object({ repositoryUri: z.string() })).length(1) });

async function stored({ aws }: Store, repositoryName: string, imageTag: string): Promise<string | null> {
  try {
    const answer = await aws('ecr', 'describe-images', { repositoryName, imageIds: [{ imageTag }] });
    return parseDigest(found.parse(answer).imageDetails[0]?.imageDigest ?? '');
  } catch (error) {
    if (error instanceof AwsRefused && error.code === 'ImageNotFoundException') return null;
    throw error;
  }
}

/** @returns where the image is, and the digest that everything after this names. */
export async function push(
  store: Store,
  name: string,
  revision: string,
  built: string,
): Promise<{ repository: string; digest: string }> {
  const tag = tagOf(revision);
  const described = await store.aws('ecr', 'describe-repositories', { repositoryNames: [name] });
  const repository = repositories.parse(described).repositories[0]?.repositoryUri ?? '';
  const before = await stored(store, name, tag);
  if (before === null) await store.copy(`${repository}:${tag}`);
  else store.say(`${tag} is stored already, by an earlier run: ${before}`);
  const digest = before ?? (await stored(store, name, tag));
  if (digest === null) throw new Error(`${name}:${tag} is not there after the push.`);
  if (before === null && digest !== parseDigest(built))
    throw new Error(`The registry has ${digest}, and built was ${built}: the push changed the image.`);
  await scanned(store, name, digest);
  return { repository, digest };
}

const scan = z.object({
  imageScanStatus: z.object({ status: z.string() }),
  imageScanFindings: z
    .object({ findingSeverityCounts: z.record(z.string(), z.int()).default({}) })
    .optional(),
});

/** A critical weakness stops the delivery; what is less is told. */
async function scanned(
  { aws, wait, say }: Store,
  repositoryName: string,
  imageDigest: string,
): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    const { imageScanStatus, imageScanFindings } = await lastScan(aws, repositoryName, imageDigest);
    if (['COMPLETE', 'ACTIVE'].includes(imageScanStatus.status)) {
      const counts = imageScanFindings?.findingSeverityCounts ?? {};
      say(`The scan found: ${JSON.stringify(counts)}`);
      if ((counts['CRITICAL'] ?? 0) > 0)
        throw new Error(`The scan of ${repositoryName} found ${counts['CRITICAL']} critical weaknesses.`);
      return;
    }
    if (imageScanStatus.status === 'FAILED') throw new Error(`The scan of ${repositoryName} failed.`);
    await wait();
  }
  throw new Error(`The scan of ${repositoryName} did not end.`);
}

async function lastScan(aws: Aws, repositoryName: string, imageDigest: string) {
  try {
    const input = { repositoryName, imageId: { imageDigest } };
    return scan.parse(await aws('ecr', 'describe-image-scan-findings', input));
  } catch (error) {
    // Not begun yet.
    if (error instanceof AwsRefused && error.code === 'ScanNotFoundException')
      return scan.parse({ imageScanStatus: { status: 'PENDING' } });
    throw error;
  }
}
