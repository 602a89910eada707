import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ContractId, contractOf } from './contracts.ts';
import { judgeText } from './judge.ts';
import { ownSource } from './own.ts';
import { placeInSchema } from './schema-place.ts';
import { placeInValue } from './value-place.ts';
import { type Issue, verdictOf } from './verdict.ts';

const places = (source: string, text: string, issues: readonly Issue[]) =>
  issues.map((issue) => {
    const value = placeInValue(text, issue);
    const call = placeInSchema(source, issue);
    return [text.slice(value.from, value.to), call && source.slice(call.from, call.to)];
  });

describe('an issue has its place in the value and in the schema', () => {
  it.each<[ContractId, number, [string, string][]]>([
    ['sign-in', 0, []],
    [
      'sign-in',
      1,
      [
        ['"vera@aster"', 'email()'],
        ['""', 'min(1)'],
      ],
    ],
    ['sign-in', 2, [['"role"', 'strictObject']]],
    [
      'new-document',
      1,
      [
        ['""', 'min(1)'],
        ['"Operations"', "regex(/^[a-z-]{2,40}$/, 'is 2 to 40 lower-case letters or hyphens')"],
        ['"secret"', "enum(['public', 'internal', 'confidential'])"],
      ],
    ],
    ['new-document', 2, [['"ownerId"', 'strictObject']]],
    ['document-change', 1, [['{', "refine((change) => Object.keys(change).length > 1, 'changes nothing')"]]],
    ['document-change', 2, [['"1"', 'int()']]],
  ])('of the API’s contracts: %s, example %i', (id, at, expected) => {
    const { schema, source, examples } = contractOf(id);
    const { text = '' } = examples[at] ?? {};
    const verdict = judgeText(schema, text);
    expect(places(source, text, verdict.kind === 'refused' ? verdict.issues : [])).toEqual(expected);
  });

  it('in rows, records, choices, getters, wrappers and what is missing', () => {
    const source = `
      const line = z.strictObject({ quantity: z.int().min(1) });
      const small = (most: number) => z.string().max(most);
      export const Old = z.string();
      export default z.object({
        lines: z.array(line).min(1),
        tags: z.record(z.string(), small(3)),
        'pay-by': z.union([z.iso.date(), z.literal('never')]).optional(),
        both: z.tuple([z.string(), z.number().positive()]),
        get next() { return z.object({ id: z.uuid() }).nullable(); },
        kind: z.preprocess((it) => it, z.enum(['a', 'b'])),
      });`;
    const line = z.strictObject({ quantity: z.int().min(1) });
    const schema = z.object({
      lines: z.array(line).min(1),
      tags: z.record(z.string(), z.string().max(3)),
      'pay-by': z.union([z.iso.date(), z.literal('never')]).optional(),
      both: z.tuple([z.string(), z.number().positive()]),
      next: z.object({ id: z.uuid() }).nullable(),
      kind: z.preprocess((it) => it, z.enum(['a', 'b'])),
    });
    const text =
      '{"lines": [{"quantity": 1}, {"quantity": 0}], "tags": {"x": "long"}, "pay-by": "soon", "both": ["a", -1], "next": {"id": "7"}}';
    const verdict = verdictOf(schema.safeParse(JSON.parse(text)));
    expect(places(source, text, verdict.kind === 'refused' ? verdict.issues : [])).toEqual([
      ['0', 'min(1)'],
      ['"long"', 'max(most)'],
      ['"soon"', "union([z.iso.date(), z.literal('never')])"],
      ['-1', 'positive()'],
      ['"7"', 'uuid()'],
      ['{', "enum(['a', 'b'])"],
    ]);
  });

  it('is found for any text without an error, however broken', () => {
    const issue: Issue = {
      path: ['lines', 1, 'price'],
      code: 'too_small',
      message: 'x',
      check: null,
      keys: [],
    };
    for (let end = 0; end < ownSource.length; end += 7) {
      const source = ownSource.slice(0, end);
      const place = placeInSchema(source, issue);
      if (place) expect(source.length).toBeGreaterThanOrEqual(place.to);
    }
    const text = '{"lines": [{"price": 1}, {"price": 2}]}';
    for (let end = 0; end <= text.length; end += 1)
      expect(placeInValue(text.slice(0, end), issue).to).toBeLessThanOrEqual(end + 1);
    expect(placeInSchema('const a = a;\nexport default a;', issue)).toBe(null);
  });
});
