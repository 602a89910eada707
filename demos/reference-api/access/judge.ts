// decide() as routes use it: with the layer's switch, with the entry for the trail, and with the refusal that goes out.
import type { Entry } from '../audit/entry.ts';
import { Problem } from '../problem.ts';
import type { Call } from '../route.ts';
import { decide } from './decide.ts';
import { type Decide, type Decision, nothingThere } from './evaluate.ts';
import type { Action } from './policy.ts';

const switchedOff: Decision = Object.freeze({
  allow: true,
  rule: 'layer-off',
  reason: 'L4 is switched off here; row security is not.',
  hides: false,
});

/** The decision function that this configuration asks for: the real one, unless L4 is switched off. */
export const judgeOf = ({ deps }: Pick<Call, 'deps'>, standard: Decide = decide): Decide =>
  deps.config.layersOff.includes('L4')
    ? (_subject, _action, resource) => (resource === null ? nothingThere : switchedOff)
    : standard;

/** A change that row security refused although decide() allowed it, or was switched off. */
export const rowSecurity: Decision = Object.freeze({
  allow: false,
  rule: 'row-security',
  reason: 'The database does not let this member do it.',
  hides: false,
});

/** SQLSTATE 42501: a policy or a guard said no. */
export const isRefusedByDatabase = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42501';

/** One entry a request: who, what, which, allowed or not, by which rule (ASVS 5.0 V16.3.2). */
export function entryOf(
  { deps, principal, trace }: Call,
  action: Action,
  resource: string | null,
  { allow, rule }: Decision,
  details?: Entry['details'],
): Entry {
  return {
    at: deps.clock.now(),
    organisation: principal.organisation,
    subject: principal.user,
    action,
    resource,
    decision: allow ? 'allow' : 'deny',
    rule,
    trace,
    ...(details && { details }),
  };
}

/** 404 for what the caller may not know of, else 403. */
export const refusal = ({ hides, rule }: Decision): Problem =>
  new Problem(hides ? 'not-found' : 'forbidden', { layer: 'L4', rule });
