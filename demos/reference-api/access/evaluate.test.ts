import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { compile, type Decide } from './evaluate.ts';
import { cases } from './expected-matrix.ts';
import type { Rule } from './policy.ts';
import { compare } from './second-evaluator.ts';

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
