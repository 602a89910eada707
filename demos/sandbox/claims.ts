// What an access token says, for showing it. Not a check: the API checks, this only reads.

export type Claims = Readonly<Record<string, unknown>>;

/** Claims of a JWT (RFC 7519) without looking at its signature. @returns null for anything else */
export function claimsOf(token: string): Claims | null {
  const [, payload, ...rest] = token.split('.');
  if (payload === undefined || rest.length !== 1) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as Claims)
      : null;
  } catch {
    return null;
  }
}

/** Whole seconds until `exp`, at `now` in milliseconds; 0 when it has passed or is not there. */
export function secondsLeft(claims: Claims, now: number): number {
  const exp = claims['exp'];
  return typeof exp === 'number' ? Math.max(0, Math.floor(exp - now / 1000)) : 0;
}
