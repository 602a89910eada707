// The policy against a table written by hand (AUTHZ-01, 02, 04), against a second evaluator written here (AUTHZ-10), and
// against changes of itself (AUTHZ-07).
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { compile, type Decide, type Resource, type Subject } from './evaluate.ts';
import { cases, resourceOf, subjectOf } from './expected-matrix.ts';
import {
  type Action,
  actions,
  type Condition,
  conditions,
  policy,
  type Role,
  type Rule,
  roles,
} from './policy.ts';

const shown = ({ allow, hides }: { allow: boolean; hides: boolean }) => (allow ? 'y' : hides ? '-' : 'n');

function differences(candidate: Decide): string[] {
  return cases
    .filter(({ action, subject, resource, answer }) => shown(candidate(subject, action, resource)) !== answer)
    .map(({ name }) => name);
}

describe('the policy', () => {
  it('AUTHZ-01, 04: decides as the table does, which has a row for every action', () => {
    expect(new Set(cases.map(({ action }) => action))).toEqual(new Set(actions));
    expect(differences(decide)).toEqual([]);
    expect(cases.length).toBeGreaterThan(1_500);
  });

  it('AUTHZ-02: refuses what no rule names, an unknown role, an unknown action, and everything without rules', () => {
    const here = resourceOf('owner here open', false);
    const stranger = { ...subjectOf('admin'), role: 'owner' as Role };
    expect(decide(stranger, 'documents.read', here)).toMatchObject({ allow: false, rule: 'default' });
    for (const name of ['documents.print', '__proto__', 'constructor', ''])
      expect(decide(subjectOf('admin'), name as Action, here)).toMatchObject({
        allow: false,
        rule: 'default',
      });
    const none = compile([]);
    expect(cases.filter(({ action, subject, resource }) => none(subject, action, resource).allow)).toEqual(
      [],
    );
    const secret = { ...resourceOf('other elsewhere open', false), classification: 'top' as 'public' };
    expect(decide(subjectOf('viewer'), 'documents.read', secret)).toMatchObject({
      allow: false,
      hides: true,
    });
  });

  it('AUTHZ-02: without one of its allow rules only refuses more, never less', () => {
    for (const rule of policy.filter(({ effect }) => effect === 'allow')) {
      const less = compile(policy.filter((one) => one !== rule));
      for (const { action, subject, resource } of cases)
        if (less(subject, action, resource).allow)
          expect(decide(subject, action, resource).allow, `${rule.id}: ${action}`).toBe(true);
    }
  });

  it('control: a policy without the tenant rule is caught', () => {
    const weak = compile(policy.filter(({ id }) => id !== 'other-organisation'));
    expect(differences(weak)).toContain('viewer documents.read other here open foreign');
  });

  it('has one id a rule', () => {
    expect(new Set(policy.map(({ id }) => id)).size).toBe(policy.length);
  });
});

// A second evaluator, from the words of the policy and not from the code of the first.
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

function compare(make: (rules: readonly Rule[]) => Decide): {
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

describe('the evaluator', () => {
  it('AUTHZ-10: agrees with a second one on 100,000 random (policy, subject, resource); no allow overrides a deny', () => {
    expect(compare(compile)).toEqual({ tried: 100_000, differ: 0, overridden: 0 });
  });

  it('control: one in which an allow comes before a deny is caught', () => {
    const weak = (rules: readonly Rule[]): Decide => {
      const whole = compile(rules);
      const allows = compile(rules.filter(({ effect }) => effect === 'allow'));
      return (...asked) => (allows(...asked).allow ? allows(...asked) : whole(...asked));
    };
    const { differ, overridden } = compare(weak);
    expect(differ).toBeGreaterThan(1_000);
    expect(overridden).toBeGreaterThan(1_000);
  });

  it('decides in at most a microsecond', () => {
    const rounds = 200;
    let allowed = 0;
    const once = () => {
      for (const { action, subject: who, resource: what } of cases)
        if (decide(who, action, what).allow) allowed += 1;
    };
    for (let i = 0; i < rounds; i++) once();
    const times: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const start = performance.now();
      once();
      times.push((performance.now() - start) / cases.length);
    }
    const median = times.sort((a, b) => a - b)[rounds / 2] as number;
    expect(allowed).toBeGreaterThan(0);
    expect(median * 1_000).toBeLessThanOrEqual(1);
  });
});

/** Small wrong changes of the table: a rule gone, turned round, with a condition or a role less, one more, or not hiding. */
function tableMutants(): [string, readonly Rule[]][] {
  return policy.flatMap((one, at) => {
    const others = (changed: Rule | null): Rule[] =>
      policy.flatMap((each, i) => (i !== at ? [each] : changed === null ? [] : [changed]));
    const made: [string, readonly Rule[]][] = [
      [`${one.id}: gone`, others(null)],
      [`${one.id}: turned round`, others({ ...one, effect: one.effect === 'allow' ? 'deny' : 'allow' })],
      ...one.when.map((c): [string, Rule[]] => [
        `${one.id}: without ${c}`,
        others({ ...one, when: one.when.filter((w) => w !== c) }),
      ]),
      ...one.roles.map((r): [string, Rule[]] => [
        `${one.id}: not for ${r}`,
        others({ ...one, roles: one.roles.filter((w) => w !== r) }),
      ]),
      ...roles
        .filter((r) => !one.roles.includes(r))
        .map((r): [string, Rule[]] => [
          `${one.id}: also for ${r}`,
          others({ ...one, roles: [...one.roles, r] }),
        ]),
    ];
    if (one.hides) made.push([`${one.id}: in the open`, others({ ...one, hides: undefined as never })]);
    return made;
  });
}

/** Small wrong changes of the evaluator's own text. */
const textMutants: readonly [was: string, becomes: string][] = [
  ['(facts & mask) === mask', '(facts & mask) !== 0'],
  ['(facts & mask) === mask', '(facts | mask) === mask'],
  ['(facts & mask) === mask', 'true'],
  ["effect === 'allow' ? 2 : hides ? 0 : 1", "effect === 'allow' ? 0 : hides ? 1 : 2"],
  ["effect === 'allow' ? 2 : hides ? 0 : 1", '0'],
  ["effect === 'allow' ? 2 : hides ? 0 : 1", "effect === 'allow' ? 2 : hides ? 1 : 0"],
  ['rank(a) - rank(b)', 'rank(b) - rank(a)'],
  ["allow: effect === 'allow'", "allow: effect !== 'deny' || when.length > 2"],
  ["allow: effect === 'allow'", 'allow: true'],
  ["effect === 'deny' && hides === true", 'hides !== true'],
  ["effect === 'deny' && hides === true", 'false'],
  ['if (resource === null) return nothingThere', 'if (resource === null) return byDefault'],
  ['if (candidates === undefined) return byDefault', 'if (candidates === undefined) return nothingThere'],
  ['organisation === subject.organisation ? 0 :', 'organisation !== subject.organisation ? 0 :'],
  ['owner === subject.user', 'owner !== subject.user'],
  ['owner === subject.user', 'owner !== null'],
  ['department === subject.department', 'department !== subject.department'],
  ['department === subject.department', 'department !== null'],
  ["classification === 'public' ||", ''],
  ["|| classification === 'internal'", ''],
  ['(locked ? bits.locked : 0)', '0'],
  ['(locked ? bits.locked : 0)', 'bits.locked'],
  ['mask | bits[condition]', 'bits[condition]'],
  ['mask | bits[condition]', 'mask & bits[condition]'],
  ['locked: 128', 'locked: 64'],
  ['owner: 2', 'owner: 1'],
];

/** Every combination of facts: a change that alters no answer anywhere is no mutant (a second rule says the same). */
const space = actions.flatMap((action) =>
  roles.flatMap((role) =>
    ['ours', 'theirs'].flatMap((organisation) =>
      ['me', 'you'].flatMap((owner) =>
        ['sales', 'law'].flatMap((department) =>
          (['internal', 'confidential'] as const).flatMap((classification) =>
            [true, false].map((locked) => ({
              action,
              who: subjectOf(role),
              what: { organisation, owner, department, classification, locked },
            })),
          ),
        ),
      ),
    ),
  ),
);
const answersOf = (one: Decide) =>
  space.map(({ action, who, what }) => shown(one(who, action, what))).join('');

describe('AUTHZ-07: wrong changes of the policy', () => {
  it('are found: at least 95 % of at least 60', async () => {
    const source = stripTypeScriptTypes(readFileSync(new URL('./evaluate.ts', import.meta.url), 'utf8'));
    const right = answersOf(decide);
    const alive: string[] = [];
    let all = 0;
    for (const [name, rules] of tableMutants()) {
      const mutant = compile(rules);
      if (answersOf(mutant) === right) continue;
      all += 1;
      if (differences(mutant).length === 0) alive.push(name);
    }
    for (const [was, becomes] of textMutants) {
      all += 1;
      expect(source, `"${was}" is no longer in evaluate.ts`).toContain(was);
      const changed = `data:text/javascript,${encodeURIComponent(source.replace(was, becomes))}#${all}`;
      const mutant: typeof import('./evaluate.ts') = await import(/* @vite-ignore */ changed);
      const whole = mutant.compile(policy);
      const found =
        differences(whole).length > 0 ||
        whole(subjectOf('admin'), '' as Action, resourceOf('owner here open', false)).hides ||
        compare(mutant.compile).differ > 0;
      if (!found) alive.push(`${was} → ${becomes}`);
    }
    expect(all).toBeGreaterThanOrEqual(60);
    expect(alive, `${alive.length} of ${all} not found`).toEqual([]);
  });
});
