// For tests: a second evaluator, from the words of the policy and not from the code of the first, and random questions to both.
import fc from 'fast-check';
import type { Decide, Resource, Subject } from './evaluate.ts';
import { type Action, type Condition, conditions, type Rule, roles } from './policy.ts';

const holds: Readonly<Record<Condition, (s: Subject, r: Resource) => boolean>> = {
  'other-organisation': (s, r) => s.organisation !== r.organisation,
  owner: (s, r) => s.user === r.owner,
  'not-owner': (s, r) => s.user !== r.owner,
  'same-department': (s, r) => s.department === r.department,
  'other-department': (s, r) => s.department !== r.department,
  confidential: (_, r) => !['public', 'internal'].includes(String(r.classification)),
  'not-confidential': (_, r) => ['public', 'internal'].includes(String(r.classification)),
  locked: (_, r) => r.locked,
};

function second(
  rules: readonly Rule[],
  s: Subject,
  action: Action,
  r: Resource | null,
): { allow: boolean; hides: boolean } {
  if (r === null) return { allow: false, hides: true };
  const matching = rules.filter(
    (rule) =>
      rule.actions.includes(action) && rule.roles.includes(s.role) && rule.when.every((c) => holds[c](s, r)),
  );
  const denies = matching.filter(({ effect }) => effect === 'deny');
  if (denies.length > 0) return { allow: false, hides: denies.some(({ hides }) => hides === true) };
  return { allow: matching.length > 0, hides: false };
}

const few = ['documents.read', 'documents.update', 'documents.delete'] as const satisfies readonly Action[];
const word = fc.constantFrom('a', 'b');
const subject = fc.record<Subject>({
  user: word,
  organisation: word,
  role: fc.constantFrom(...roles),
  department: word,
});
const resource = fc.option(
  fc.record<Resource>({
    organisation: word,
    owner: fc.option(word),
    department: fc.option(word),
    classification: fc.constantFrom('public', 'internal', 'confidential', null),
    locked: fc.boolean(),
  }),
  { freq: 20 },
);
const rule = fc.record<Rule>(
  {
    id: fc.string({ maxLength: 8 }),
    effect: fc.constantFrom('allow', 'deny'),
    actions: fc.subarray([...few], { minLength: 1 }),
    roles: fc.subarray([...roles], { minLength: 1 }),
    when: fc.subarray([...conditions], { maxLength: 3 }),
    hides: fc.constant(true),
    reason: fc.constant(''),
  },
  { requiredKeys: ['id', 'effect', 'actions', 'roles', 'when', 'reason'] },
);

/** Asks both evaluators 100,000 questions about 1,000 random policies. */
export function compare(make: (rules: readonly Rule[]) => Decide): {
  tried: number;
  differ: number;
  overridden: number;
} {
  let tried = 0;
  let differ = 0;
  let overridden = 0;
  const tables = fc.sample(fc.array(rule, { maxLength: 10 }), { numRuns: 1_000, seed: 20_261_122 });
  const people = fc.sample(subject, { numRuns: 1_000, seed: 1 });
  const things = fc.sample(resource, { numRuns: 1_000, seed: 2 });
  tables.forEach((rules, t) => {
    const first = make(rules);
    for (let i = 0; i < 100; i++) {
      const who = people[(t * 31 + i * 7) % people.length] as Subject;
      const what = things[(t * 17 + i * 11) % things.length] as Resource | null;
      const action = few[i % few.length] as Action;
      const a = first(who, action, what);
      const b = second(rules, who, action, what);
      tried += 1;
      if (a.allow !== b.allow || a.hides !== b.hides) differ += 1;
      const denied = rules.some(
        (one) =>
          what !== null &&
          one.effect === 'deny' &&
          one.actions.includes(action) &&
          one.roles.includes(who.role) &&
          one.when.every((c) => holds[c](who, what)),
      );
      if (denied && a.allow) overridden += 1;
    }
  });
  return { tried, differ, overridden };
}
