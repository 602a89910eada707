// The session lives in two cookies that no script can read: the access token for its few minutes, the refresh token for as long
// as the session. `__Host-`: this host only, over TLS only, for every path.
import type { Session } from './api.ts';

export const accessCookie = '__Host-access';
export const refreshCookie = '__Host-refresh';

const shared = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const;

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly httpOnly: true;
  readonly secure: true;
  readonly sameSite: 'strict';
  readonly path: '/';
  /** Seconds. */
  readonly maxAge: number;
}

/** @param now milliseconds since 1970 */
export const cookiesOf = (
  { accessToken, expiresIn, refreshToken, sessionExpiresAt }: Session,
  now: number,
): Cookie[] => [
  // It goes a little before the token ends, so that it is never sent when it is too late.
  { ...shared, name: accessCookie, value: accessToken, maxAge: Math.max(0, expiresIn - 15) },
  {
    ...shared,
    name: refreshCookie,
    value: refreshToken,
    maxAge: Math.max(0, Math.floor((Date.parse(sessionExpiresAt) - now) / 1000)),
  },
];

export const noCookies: readonly Cookie[] = [accessCookie, refreshCookie].map((name) => ({
  ...shared,
  name,
  value: '',
  maxAge: 0,
}));
