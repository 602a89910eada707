// The policy against the table written by hand.
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { compile } from './evaluate.ts';
import { cases, differences, resourceOf, subjectOf } from './expected-matrix.ts';
import { type Action, actions, policy, type Role } from './policy.ts';

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
