// AUTHZ-07: the policy and its evaluator are changed in small wrong ways; the tests beside this file must notice.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { compile, type Decide } from './evaluate.ts';
import { differences, resourceOf, shown, subjectOf } from './expected-matrix.ts';
import { type Action, actions, policy, type Rule, roles } from './policy.ts';
import { compare } from './second-evaluator.ts';

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
