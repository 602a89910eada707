// What an access token says (RFC 9068), and the rule that says whether it may be believed now. Every claim is required.
// Each check has a name, for those who explain a refusal; the service itself answers one thing to all of them.

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

type Given = Readonly<Partial<Record<keyof Claims, unknown>>>;
type Holds = (claims: Given, expected: Expected, seconds: number) => boolean;

/** One check a claim, and `life` for what the times say together. All of them must hold. */
export const claimChecks = {
  iss: ({ iss }, { issuer }) => iss === issuer,
  aud: ({ aud }, { audience }) => aud === audience,
  sub: ({ sub }) => isId(sub),
  jti: ({ jti }) => isId(jti),
  org: ({ org }) => isId(org),
  sid: ({ sid }) => isId(sid),
  role: ({ role }) => typeof role === 'string' && roles.has(role),
  department: ({ department }) => typeof department === 'string' && departmentName.test(department),
  epoch: ({ epoch }) => Number.isSafeInteger(epoch) && (epoch as number) >= 0,
  exp: ({ exp }, { leewaySeconds }, seconds) => isTime(exp) && seconds <= exp + leewaySeconds,
  nbf: ({ nbf }, { leewaySeconds }, seconds) => isTime(nbf) && seconds >= nbf - leewaySeconds,
  iat: ({ iat }, { leewaySeconds }, seconds) => isTime(iat) && seconds >= iat - leewaySeconds,
  life: ({ exp, nbf, iat }, { accessSeconds }) =>
    isTime(exp) && isTime(nbf) && isTime(iat) && exp > iat && nbf <= exp && exp - iat <= accessSeconds,
} as const satisfies Readonly<Record<string, Holds>>;
export type ClaimCheck = keyof typeof claimChecks;

const checks: readonly Holds[] = Object.values(claimChecks);

/** What all the checks are about, or null: no claims at all. */
export const claimSet = (payload: unknown): Given | null =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : null;

/** @param now milliseconds. @returns the claims, or null when any is missing, of another type, or out of its time. */
export function believe(payload: unknown, expected: Expected, now: number): Claims | null {
  const claims = claimSet(payload);
  if (claims === null) return null;
  for (const holds of checks) if (!holds(claims, expected, now / 1000)) return null;
  return claims as Claims;
}

/** Whom a token is for, and which session and account state it belongs to. */
export interface Bearer {
  readonly user: string;
  readonly organisation: string;
  readonly role: Claims['role'];
  readonly department: string;
  readonly family: string;
  readonly epoch: number;
}

/** The claims of a token made now. @param now milliseconds. @param jti its own id */
export function claimsFor(bearer: Bearer, expected: Expected, now: number, jti: string): Claims {
  const iat = Math.floor(now / 1000);
  const { issuer: iss, audience: aud, accessSeconds } = expected;
  const { user: sub, organisation: org, role, department, family: sid, epoch } = bearer;
  return { iss, aud, sub, exp: iat + accessSeconds, nbf: iat, iat, jti, org, role, department, sid, epoch };
}
