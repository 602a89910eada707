// What may be written next in a schema, asked of Zod itself: after `z.` its exports, after a call the methods of what that call
// makes. It reads the text before the cursor; types are not checked anywhere on this page.
import * as z from 'zod';
import type { Completing } from '../kit/Editor.tsx';

type Options = readonly { readonly label: string; readonly type: string; readonly detail?: string }[];

/** By name, so that the page does not carry all of Zod for its list; a test holds the names against Zod. */
const top: Options = [
  'any',
  'array',
  'boolean',
  'compile',
  'creditCard',
  'currencyCode',
  'discriminatedUnion',
  'email',
  'enum',
  'getDiscriminatedOption',
  'iban',
  'input',
  'int',
  'intersection',
  'ipv4',
  'ipv6',
  'lazy',
  'literal',
  'looseObject',
  'memoizer',
  'nativeEnum',
  'null',
  'nullable',
  'nullish',
  'number',
  'object',
  'optional',
  'output',
  'pipe',
  'preprocess',
  'properties',
  'readonly',
  'record',
  'strictObject',
  'string',
  'stringbool',
  'templateLiteral',
  'toZod',
  'transform',
  'tuple',
  'union',
  'unknown',
  'url',
  'uuid',
  'uuidv4',
  'uuidv6',
  'uuidv7',
  'validate',
  'validateAsync',
  'withParser',
].map((label) => ({ label, type: 'function' }));

const hidden =
  /^(_|~|constructor$|parse|safeParse|encode|decode|safeEncode|safeDecode|spa$|isOptional$|isNullable$|register$|with$|toJSONSchema$|clone$|apply$)/;

/** One of each, to ask for its methods. */
const text = () => z.string();
const made: Readonly<Record<string, () => z.ZodType>> = {
  string: text,
  number: () => z.number(),
  int: () => z.int(),
  bigint: () => z.bigint(),
  boolean: () => z.boolean(),
  date: () => z.date(),
  array: () => z.array(text()),
  object: () => z.object({}),
  strictObject: () => z.strictObject({}),
  looseObject: () => z.looseObject({}),
  enum: () => z.enum(['a']),
  literal: () => z.literal('a'),
  union: () => z.union([text()]),
  discriminatedUnion: () => z.discriminatedUnion('a', [z.object({ a: z.literal('a') })]),
  tuple: () => z.tuple([text()]),
  record: () => z.record(text(), text()),
  email: () => z.email(),
  uuid: () => z.uuid(),
  url: () => z.url(),
};

function methods(schema: z.ZodType): Options {
  const names = new Set<string>();
  for (
    let here: object | null = schema;
    here && here !== Object.prototype;
    here = Object.getPrototypeOf(here)
  )
    for (const name of Object.getOwnPropertyNames(here)) names.add(name);
  return [...names]
    .filter((name) => !hidden.test(name) && name !== 'constructor')
    .filter((name) => typeof (schema as unknown as Record<string, unknown>)[name] === 'function')
    .sort()
    .map((label) => ({ label, type: 'method' }));
}

/** The head of the chain that ends at the end of `before`: "string" in `z.string().max(3)`. */
function headOf(before: string): string | null {
  let depth = 0;
  let end = before.length;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const sign = before[at] ?? '';
    if (')]}'.includes(sign)) depth += 1;
    else if ('([{'.includes(sign)) depth -= 1;
    if (depth < 0 || (depth === 0 && /[,;:=]/.test(sign))) break;
    end = at;
  }
  return /^\s*z\s*\.\s*(?:iso\s*\.\s*)?(\w+)/.exec(before.slice(end))?.[1] ?? null;
}

export function optionsAt(before: string): { readonly from: number; readonly options: Options } | null {
  const word = /\w*$/.exec(before)?.[0] ?? '';
  const from = before.length - word.length;
  const rest = before.slice(0, from);
  if (/(?<![\w.])z\s*\.\s*iso\s*\.$/.test(rest))
    return {
      from,
      options: Object.keys(z.iso)
        .filter((name) => /^[a-z]/.test(name))
        .map((label) => ({ label, type: 'function' })),
    };
  if (/(?<![\w.])z\s*\.$/.test(rest)) return { from, options: [...top, { label: 'iso', type: 'namespace' }] };
  if (!/\)\s*\.$/.test(rest)) return null;
  const head = headOf(rest.replace(/\s*\.$/, ''));
  return { from, options: methods((head && made[head]?.()) || text()) };
}

export const completeZod: Completing = (context) => {
  const found = optionsAt(context.state.sliceDoc(0, context.pos));
  return found && { from: found.from, options: [...found.options], validFor: /^\w*$/ };
};
