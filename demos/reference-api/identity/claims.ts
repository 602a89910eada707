// What an access token says (RFC 9068), and the rule that says whether it may be believed now. Every claim is required.

/** Times in whole seconds since 1970-01-01 UTC. */
export interface Claims {
  readonly iss: string;
  readonly aud: string;
  /** User. */
  readonly sub: string;
  readonly exp: number;
  readonly nbf: number;
  readonly iat: number;
  readonly jti: string;
  /** Organisation. */
  readonly org: string;
  readonly role: 'viewer' | 'contributor' | 'reviewer' | 'admin';
  readonly department: string;
  /** Refresh family. */
  readonly sid: string;
  /** The account's epoch when the token was made. */
  readonly epoch: number;
}

export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly accessSeconds: number;
  readonly leewaySeconds: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const departmentName = /^[a-z-]{2,40}$/;
const roles = new Set(['viewer', 'contributor', 'reviewer', 'admin']);

const isId = (value: unknown): boolean => typeof value === 'string' && uuid.test(value);
const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

/** @param now milliseconds. @returns the claims, or null when any is missing, of another type, or out of its time. */
export function believe(payload: unknown, expected: Expected, now: number): Claims | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null;
  const claims = payload as Record<string, unknown>;
  const { iss, aud, sub, exp, nbf, iat, jti, org, role, department, sid, epoch } = claims;
  if (iss !== expected.issuer || aud !== expected.audience) return null;
  if (!isId(sub) || !isId(jti) || !isId(org) || !isId(sid)) return null;
  if (typeof role !== 'string' || !roles.has(role)) return null;
  if (typeof department !== 'string' || !departmentName.test(department)) return null;
  if (!Number.isSafeInteger(epoch) || (epoch as number) < 0) return null;
  if (!isTime(exp) || !isTime(nbf) || !isTime(iat)) return null;
  const seconds = now / 1000;
  if (seconds > exp + expected.leewaySeconds) return null;
  if (seconds < nbf - expected.leewaySeconds || seconds < iat - expected.leewaySeconds) return null;
  if (exp <= iat || nbf > exp || exp - iat > expected.accessSeconds) return null;
  return claims as unknown as Claims;
}
