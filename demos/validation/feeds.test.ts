import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { asType } from './as-type.ts';
import { contractIds, contractOf } from './contracts.ts';
import { bodyOf, fieldsOf } from './form-fields.ts';
import { sidesOf } from './json-schema.ts';
import { cleaned, encoded, inputs, pasted, pieces, statementsIn } from './sql-text.ts';
import { outputFormat } from './structured-output.ts';

const sides = (schema: z.ZodType) => {
  const found = sidesOf(schema);
  if (!found) throw new Error('no JSON Schema');
  return found;
};

describe('the type', () => {
  it('is what the compiler infers', () => {
    const schema = z.strictObject({
      a: z.string(),
      'b-c': z.number().optional(),
      d: z.enum(['x', 'y']).default('x'),
      e: z.array(z.union([z.string(), z.null()])),
      f: z.record(z.string(), z.boolean()),
      g: z.tuple([z.int(), z.literal('z')]),
    });
    const { input, output } = sides(schema);
    expect(asType('Sent', input)).toBe(
      'type Sent = {\n  a: string;\n  "b-c"?: number;\n  d?: "x" | "y";\n  e: (string | null)[];\n  f: Record<string, boolean>;\n  g: [number, "z"];\n};\n',
    );
    expect(asType('Received', output)).toContain('\n  d: "x" | "y";\n');
  });
});

describe('the model’s format', () => {
  it.each(contractIds)('of %s holds to what providers have in common', (id) => {
    const { format, notes } = outputFormat(id, sides(contractOf(id).schema).input);
    const text = JSON.stringify(format);
    expect(text).not.toMatch(/"(pattern|minLength|maxLength|minimum|maximum|default|format)":/);
    expect(text).toContain('"strict":true');
    expect(notes.length).toBeGreaterThan(0);
    const objects = (value: unknown): Record<string, unknown>[] =>
      typeof value !== 'object' || value === null
        ? []
        : [
            ...('properties' in value ? [value as Record<string, unknown>] : []),
            ...Object.values(value).flatMap(objects),
          ];
    for (const one of objects(format)) {
      expect(one['additionalProperties']).toBe(false);
      expect(one['required']).toEqual(Object.keys(one['properties'] as object));
    }
  });
});

describe('the form', () => {
  it('has a field for each member, and sends what the contract takes', () => {
    const { schema } = contractOf('new-document');
    const fields = fieldsOf(sides(schema).input);
    expect(fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([
      ['title', 'text', true],
      ['body', 'long', true],
      ['department', 'text', true],
      ['classification', 'choice', false],
    ]);
    const body = bodyOf(fields, { title: 'A', body: '', department: 'operations', classification: '' });
    expect(body).toEqual({ title: 'A', body: '', department: 'operations' });
    expect(schema.safeParse(body).success).toBe(true);
  });

  it('makes numbers, yes and no, and JSON of its texts', () => {
    const fields = fieldsOf(sides(z.object({ n: z.number(), b: z.boolean(), l: z.array(z.int()) })).input);
    expect(bodyOf(fields, { n: '1.5', b: 'true', l: '[1]' })).toEqual({ n: 1.5, b: true, l: [1] });
    expect(bodyOf(fields, { n: '', b: '', l: '[1' })).toEqual({ n: null, b: false, l: '[1' });
  });
});

describe('one input on its way into SQL', () => {
  const of = (name: string) => inputs.find((one) => one.name === name)?.text ?? '';

  it('is code where it leaves the quotes, and a value where it does not', () => {
    const code = (sql: string) =>
      pieces(sql)
        .flatMap(({ text, as }) => (as === 'code' ? text : []))
        .join('');
    expect(code(pasted('plain'))).not.toContain('plain');
    expect(code(pasted(of('A way out of the quotes')))).toContain('owner_id');
    expect(code(pasted(cleaned(of('A way out of the quotes'))))).not.toContain('owner_id');
    expect(statementsIn(pasted(of('A second statement')))).toBe(2);
    expect(statementsIn(pasted('plain; fine'))).toBe(1);
    for (const { text } of inputs)
      expect(
        pieces(pasted(text))
          .map((one) => one.text)
          .join(''),
      ).toBe(pasted(text));
  });

  it('cleaning changes what was written; encoding is undone by the browser', () => {
    expect(cleaned(of('A formula'))).not.toContain('load < 4');
    expect(encoded(of('A script'))).not.toMatch(/[<>]/);
  });
});
