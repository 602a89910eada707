// The one Trusted Types policy of the site: scripts that start workers come from the build's own folders, or not at all.

/** `astro dev` serves a demo's worker from where its source stands. */
const sources = (import.meta as { env?: { DEV?: boolean } }).env?.DEV ? ['/demos/'] : [];
const folders = ['/runtime/', '/sandbox/', '/_astro/', ...sources];

function ours(path: string): string {
  const url = new URL(path, location.origin);
  if (url.origin === location.origin && folders.some((folder) => url.pathname.startsWith(folder)))
    return url.href;
  throw new TypeError('A worker may only be started from the files of this build.');
}

interface Policy {
  createScriptURL(path: string): unknown;
}
const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } })
  .trustedTypes;
const policy: Policy = factory?.createPolicy('lavbytes', { createScriptURL: ours }) ?? {
  createScriptURL: ours,
};

/** For `new Worker` and `serviceWorker.register`. @throws TypeError for any other origin or folder */
export const workerUrl = (path: string): string => policy.createScriptURL(path) as string;
