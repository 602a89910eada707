// What a reader would miss when the database is gone. Signing in and out is not among it: sessions end with the host's keys.

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether this call, answered like this, changed the data of the service. */
export const changed = (method: string, path: string, status: number): boolean =>
  !safe.has(method.toUpperCase()) && status >= 200 && status < 300 && !isSession(path);

/** Signing in, refreshing, signing out. */
export const isSession = (path: string): boolean => /^\/v1\/sessions(?:[/?]|$)/.test(path);
