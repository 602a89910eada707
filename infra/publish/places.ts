// Where a file of the build lies in the bucket. What never changes its bytes lies at its own path, shared by all releases; all
// else lies below the release that it belongs to, so that one pointer moves every page at once.
import { createHash } from 'node:crypto';
import { headersFor } from '../../src/headers.ts';

export const releasesFolder = 'releases/';
export const manifestName = 'release.json';
/** The CDN fetches it for an error without asking its function, so it cannot lie below a release only. */
export const errorPage = '/404.html';

export const cacheControl = (path: string): string =>
  headersFor(path, path, { scripts: [], styles: [] })['Cache-Control'] ?? 'no-store';

/** Its name changes with its bytes: `src/headers.ts` lets browsers keep it for a year. */
export const isAsset = (path: string): boolean => cacheControl(path).includes('immutable');

export const keyOf = (path: string, release: string): string =>
  isAsset(path) ? path.slice(1) : `${releasesFolder}${release}${path}`;

export const manifestKey = (release: string): string => `${releasesFolder}${release}/${manifestName}`;

/** The release that a key belongs to, if it belongs to one. */
export const releaseOf = (key: string): string | undefined =>
  key.startsWith(releasesFolder) ? key.slice(releasesFolder.length).split('/', 1)[0] : undefined;

const form = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)-([0-9a-f]{12})$/;

/** 20261123T041500-0123456789ab: when it was first tried (UTC), and the content that it stands for. */
export const releaseId = (now: number, content: string): string =>
  `${new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}-${content}`;

export const contentOf = (release: string): string | undefined => form.exec(release)?.[7];

/** Milliseconds since 1970, or undefined if this is no release id. */
export function timeOf(release: string): number | undefined {
  const [, year, month, day, hour, minute, second] = form.exec(release) ?? [];
  return year ? Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) : undefined;
}

/** Twelve hex digits for a set of files: the same for the same bytes under the same names. */
export function contentHash(files: Iterable<readonly [path: string, sha256: string]>): string {
  const lines = [...files].map(([path, sha256]) => `${path}\n${sha256}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex').slice(0, 12);
}
