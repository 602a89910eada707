import * as z from 'zod';
import { accountName, bucketName, numericId, repositoryName, storeArn } from '../config.ts';

/** Whose runs may deploy, and the two places of the site that a run writes to. */
export const deployRoleConfig = z.object({
  GITHUB_REPOSITORY_OWNER: accountName,
  GITHUB_REPOSITORY_OWNER_ID: numericId,
  GITHUB_REPOSITORY_NAME: repositoryName,
  GITHUB_REPOSITORY_ID: numericId,
  /** Outputs PagesBucket and ReleasesArn of lavbytes-site, and StaticAssets of lavbytes-reference. */
  SITE_BUCKET: bucketName,
  SITE_STORE: storeArn,
  STATIC_ASSETS_BUCKET: bucketName,
});
export type DeployRoleConfig = z.output<typeof deployRoleConfig>;
