import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ContractId, contractIds, contractOf } from './contracts.ts';
import { sidesOf } from './json-schema.ts';
import { nearMisses } from './near-misses.ts';
import { textFor } from './pattern-text.ts';
import { merged, randomFrom, sample } from './valid-values.ts';
import { verdictOf } from './verdict.ts';

const made = (id: ContractId) => {
  const { schema, examples } = contractOf(id);
  const sides = sidesOf(schema);
  if (!sides) throw new Error(`${id} has no JSON Schema`);
  return { schema, sides, base: JSON.parse(examples[0].text) as unknown };
};

/** Near misses that the schema does not refuse where they say. */
const letThrough = (schema: z.ZodType, near: ReturnType<typeof nearMisses>) =>
  near
    .filter(({ path, value }) => {
      const verdict = verdictOf(schema.safeParse(value));
      return (
        verdict.kind !== 'refused' ||
        !verdict.issues.some((issue) => JSON.stringify(issue.path) === JSON.stringify(path))
      );
    })
    .map(({ name }) => name);

describe('near misses', () => {
  it.each(contractIds)('of %s: 50 at least, each refused by name at its path', (id) => {
    const { schema, sides, base } = made(id);
    expect(schema.safeParse(base).success).toBe(true);
    const near = nearMisses(sides, base);
    expect(near.length).toBeGreaterThanOrEqual(50);
    expect(new Set(near.map(({ name }) => name)).size).toBe(near.length);
    expect(letThrough(schema, near)).toEqual([]);
  });

  it('find what a lenient schema lets through', () => {
    const schema = z.object({ age: z.coerce.number().int().min(0), name: z.string().optional() });
    const sides = sidesOf(schema);
    const found = sides ? letThrough(schema, nearMisses(sides, { age: 3 })) : [];
    expect(found).toContain('the whole: one more member, "role"');
    expect(found).toContain('name: with U+0000 in it');
  });
});

describe('valid values', () => {
  it.each(contractIds)('of %s are accepted, all of them that need no rule in code', (id) => {
    const { schema, sides } = made(id);
    const all = Array.from({ length: 300 }, (_, seed) =>
      sample(merged(sides), merged(sides), randomFrom(seed)),
    );
    const refused = all.flatMap((value) => {
      const verdict = verdictOf(schema.safeParse(value));
      return verdict.kind === 'refused' ? verdict.issues : [];
    });
    // "changes nothing" is a rule in code, which no JSON Schema can say.
    expect(refused.filter(({ code }) => code !== 'custom')).toEqual([]);
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBeGreaterThan(150);
  });

  it('fit plain patterns, and are not made up for others', () => {
    const random = randomFrom(5);
    for (const pattern of [
      '^[a-z-]{2,40}$',
      '^INV-\\d{4}$',
      '^(a|b[cd])+x?$',
      '^([1-9]\\d?|100)$',
      '^\\w+\\.\\w{2,3}$',
    ])
      for (let n = 0; n < 50; n += 1) expect(textFor(pattern, random)).toMatch(new RegExp(pattern));
    for (const pattern of ['^(?=x)y$', '(a)\\1', '\\p{L}+', '[^a]', '(', '['])
      expect(textFor(pattern, random)).toBe(null);
  });
});
