// The checks of an access token one by one, with the service's own functions. verify() answers yes or no, so that a caller
// learns nothing; here the same parts are asked in the same order and each says its own. A test holds both together.
import { type Verified, verify } from '#api/identity/access-token.ts';
import { decode } from '#api/identity/base64url.ts';
import { type ClaimCheck, type Claims, claimChecks, claimSet, type Expected } from '#api/identity/claims.ts';
import { type Verifier, webSignatures } from '#api/identity/signatures.ts';
import { longestToken, partsOf } from '#api/identity/strict-form.ts';

export type CheckId = 'form' | 'header' | 'signature' | 'json' | ClaimCheck;
export interface Check {
  readonly id: CheckId;
  /** 'not asked': one before it failed, and without that there is nothing to ask. */
  readonly outcome: 'passed' | 'failed' | 'not asked';
  /** What was found, in words. */
  readonly why: string;
}
export interface Report {
  /** The verdict of verify(), the function that the service calls. */
  readonly accepted: boolean;
  readonly claims: Claims | null;
  readonly checks: readonly Check[];
}

export const claimIds = Object.keys(claimChecks) as ClaimCheck[];

/** @param now milliseconds */
export async function examine(
  token: string,
  keys: readonly Verifier[],
  expected: Expected,
  now: number,
): Promise<Report> {
  const find = (header: string) => keys.find((key) => key.header === header);
  const verified: Verified | null = await verify(webSignatures, token, find, expected, now);
  const checks = await checksOf(token, find, expected, now);
  return { accepted: verified !== null, claims: verified?.claims ?? null, checks };
}

async function checksOf(
  token: string,
  find: (header: string) => Verifier | undefined,
  expected: Expected,
  now: number,
): Promise<Check[]> {
  const parts = partsOf(token);
  if (parts === null)
    return [failed('form', formFault(token)), ...unasked(['header', 'signature', 'json', ...claimIds])];
  const checks: Check[] = [
    passed('form', `Three parts of base64url, ${token.length} of at most ${longestToken} characters.`),
  ];

  const key = find(parts.header);
  if (key === undefined) {
    checks.push(failed('header', headerFault(parts.header)), ...unasked(['signature']));
  } else {
    checks.push(
      passed('header', `It is, letter by letter, the header of the live key ${key.kid.slice(0, 8)}….`),
    );
    const right = await webSignatures.verify(key.alg, key.key, parts.signature, parts.signed);
    checks.push(
      right
        ? passed(
            'signature',
            `${parts.signature.length} bytes, made with the private half of that key over these two parts.`,
          )
        : failed(
            'signature',
            'Not made with that key over these two parts: something was changed, or another key signed.',
          ),
    );
  }

  const claims = claimSet(read(parts.payload));
  if (claims === null)
    return [...checks, failed('json', 'The payload is not a JSON object in UTF-8.'), ...unasked(claimIds)];
  checks.push(passed('json', 'The payload is a JSON object.'));
  for (const id of claimIds)
    checks.push(
      claimChecks[id](claims, expected, now / 1000)
        ? passed(id, passedWords(id, claims, expected))
        : failed(id, failedWords(id, claims, expected, now)),
    );
  return checks;
}

const passed = (id: CheckId, why: string): Check => ({ id, outcome: 'passed', why });
const failed = (id: CheckId, why: string): Check => ({ id, outcome: 'failed', why });
const unasked = (ids: readonly CheckId[]): Check[] =>
  ids.map((id) => ({
    id,
    outcome: 'not asked',
    why: 'A check before it failed, so there is nothing to ask.',
  }));

function formFault(token: string): string {
  if (token.length > longestToken)
    return `${token.length} characters; ours have about 1,000, and more than ${longestToken} are not looked at.`;
  const parts = token.split('.');
  if (parts.length !== 3)
    return `${parts.length === 1 ? 'One part' : `${parts.length} parts`} between the dots; a signed token has three.`;
  const empty = parts.indexOf('');
  if (empty >= 0) return `The ${(['header', 'payload', 'signature'] as const)[empty as 0 | 1 | 2]} is empty.`;
  const wrong = parts.findIndex((part) => decode(part) === null);
  return `The ${(['header', 'payload', 'signature'] as const)[Math.max(0, wrong) as 0 | 1 | 2]} is not strict base64url: a foreign character, padding, or leftover bits.`;
}

function headerFault(header: string): string {
  const bytes = decode(header);
  const found = bytes && read(bytes);
  const alg = claimSet(found) === null ? null : (found as { alg?: unknown }).alg;
  const says = typeof alg === 'string' ? ` It says alg “${alg.slice(0, 20)}”, which nobody asks it.` : '';
  return `No live key of ours puts this header on its tokens.${says}`;
}

const text = new TextDecoder('utf-8', { fatal: true });
function read(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(text.decode(bytes));
  } catch {
    return null;
  }
}

type Given = Readonly<Partial<Record<keyof Claims, unknown>>>;

function passedWords(id: ClaimCheck, claims: Given, { accessSeconds }: Expected): string {
  if (id === 'life')
    return `It lives ${Number(claims.exp) - Number(claims.iat)} s; at most ${accessSeconds} are allowed.`;
  if (id === 'exp' || id === 'nbf' || id === 'iat') return moment(claims[id]);
  return shown(claims[id]);
}

function failedWords(id: ClaimCheck, claims: Given, expected: Expected, now: number): string {
  const seconds = Math.floor(now / 1000);
  if (id !== 'life' && claims[id] === undefined) return 'It is missing; every claim is required.';
  switch (id) {
    case 'exp':
      return isTime(claims.exp)
        ? `It ran out ${seconds - claims.exp} s ago; ${expected.leewaySeconds} s are forgiven.`
        : notATime(claims.exp);
    case 'nbf':
    case 'iat':
      return isTime(claims[id])
        ? `It begins in ${(claims[id] as number) - seconds} s; ${expected.leewaySeconds} s are forgiven.`
        : notATime(claims[id]);
    case 'life':
      return `It must end after it begins, and live at most ${expected.accessSeconds} s.`;
    case 'iss':
    case 'aud':
      return `${shown(claims[id])} is not ${expected[id === 'iss' ? 'issuer' : 'audience']}.`;
    default:
      return `${shown(claims[id])} is not ${forms[id]}.`;
  }
}

const forms: Readonly<Record<Exclude<ClaimCheck, 'exp' | 'nbf' | 'iat' | 'life' | 'iss' | 'aud'>, string>> = {
  sub: 'an id',
  jti: 'an id',
  org: 'an id',
  sid: 'an id',
  role: 'one of the four roles',
  department: '2 to 40 lower-case letters or hyphens',
  epoch: 'a whole number from 0',
};
const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const notATime = (value: unknown): string => `${shown(value)} is not a time in whole seconds.`;
const shown = (value: unknown): string => {
  const whole = JSON.stringify(value) ?? 'nothing';
  return whole.length > 60 ? `${whole.slice(0, 57)}…` : whole;
};

/** "2026-11-22 10:00:00 UTC"; a number that is no date stays a number. */
export function moment(seconds: unknown): string {
  if (!isTime(seconds) || seconds > 8_640_000_000_000) return shown(seconds);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
