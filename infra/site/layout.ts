// Where a file of dist lies in the bucket. Names with a hash lie at the root and are never deleted by a deploy; everything else
// lies inside its release, and the pointer `current` in the KeyValueStore says which release is served.
import { type Hashes, headersFor } from '../../src/headers.ts';
import { isImmutable } from './behaviours.ts';

export const pointerKey = 'current';
/** `20261123T050000-0123456789ab`: when it was built, and the beginning of the SHA-256 of all its content. */
export const releaseId = /^[0-9]{8}T[0-9]{6}-[0-9a-f]{12}$/;
/**
 * CloudFront fetches the error page by this path without asking the function, so it cannot lie inside a release: publishing
 * copies the release's 404.html to it after the pointer has moved. It asks for hashed assets only, which every release has.
 */
export const errorPage = '/404.html';

const none: Hashes = { scripts: [], styles: [] };

/** Whether the file's name changes with its bytes. @param path of dist, '/_astro/a.1b2c.js' */
export const isAsset = (path: string): boolean => isImmutable(headersFor(path, path, none));

/** The object's key, without a slash in front. */
export const keyOf = (path: string, release: string): string =>
  isAsset(path) ? path.slice(1) : `releases/${release}${path}`;
