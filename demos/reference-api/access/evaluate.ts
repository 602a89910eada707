// Turns a table of rules into a decision function. Pure, and it does not know which rules: policy.ts has them.
// Every fact about caller and thing is one bit; a rule matches when all the bits it asks for are set.
import type { Action, Condition, Role, Rule } from './policy.ts';

export interface Subject {
  readonly user: string;
  readonly organisation: string;
  readonly role: Role;
  readonly department: string;
}

/** What the rules may know of a thing. Null where it has no such attribute; an unknown classification counts as confidential. */
export interface Resource {
  readonly organisation: string;
  readonly owner: string | null;
  readonly department: string | null;
  readonly classification: 'public' | 'internal' | 'confidential' | null;
  readonly locked: boolean;
}

export interface Decision {
  readonly allow: boolean;
  /** Id of the rule that decided; 'default' when none matched, 'nothing-there' when there was nothing to decide on. */
  readonly rule: string;
  readonly reason: string;
  /** A refusal that must look like absence: 404 and not 403. */
  readonly hides: boolean;
}

/** @param resource null: there is no such thing, or the database did not show it. */
export type Decide = (subject: Subject, action: Action, resource: Resource | null) => Decision;

const bits: Readonly<Record<Condition, number>> = {
  'other-organisation': 1,
  owner: 2,
  'not-owner': 4,
  'same-department': 8,
  'other-department': 16,
  confidential: 32,
  'not-confidential': 64,
  locked: 128,
};

interface Prepared {
  readonly mask: number;
  readonly decision: Decision;
}

const byDefault: Decision = Object.freeze({
  allow: false,
  rule: 'default',
  reason: 'No rule allows it.',
  hides: false,
});
export const nothingThere: Decision = Object.freeze({
  allow: false,
  rule: 'nothing-there',
  reason: 'There is no such thing, or none that the caller may know of.',
  hides: true,
});

/** Explicit deny wins over every allow; among denies one that hides comes first; without a match the answer is no. */
export function compile(rules: readonly Rule[]): Decide {
  const table = new Map<string, Map<string, Prepared[]>>();
  for (const rule of [...rules].sort((a, b) => rank(a) - rank(b)))
    for (const action of rule.actions) {
      const byRole = entry(table, action, () => new Map<string, Prepared[]>());
      for (const role of rule.roles) entry(byRole, role, () => []).push(prepare(rule));
    }

  return (subject, action, resource) => {
    if (resource === null) return nothingThere;
    const candidates = table.get(action)?.get(subject.role);
    if (candidates === undefined) return byDefault;
    const facts = factsOf(subject, resource);
    for (const { mask, decision } of candidates) if ((facts & mask) === mask) return decision;
    return byDefault;
  };
}

const rank = ({ effect, hides }: Rule): number => (effect === 'allow' ? 2 : hides ? 0 : 1);

function prepare({ id, effect, when, hides, reason }: Rule): Prepared {
  return {
    mask: when.reduce((mask, condition) => mask | bits[condition], 0),
    decision: Object.freeze({
      allow: effect === 'allow',
      rule: id,
      reason,
      hides: effect === 'deny' && hides === true,
    }),
  };
}

function factsOf(
  subject: Subject,
  { organisation, owner, department, classification, locked }: Resource,
): number {
  return (
    (organisation === subject.organisation ? 0 : bits['other-organisation']) |
    (owner === subject.user ? bits.owner : bits['not-owner']) |
    (department === subject.department ? bits['same-department'] : bits['other-department']) |
    (classification === 'public' || classification === 'internal'
      ? bits['not-confidential']
      : bits.confidential) |
    (locked ? bits.locked : 0)
  );
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
