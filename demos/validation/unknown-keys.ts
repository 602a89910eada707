// The same object schema in its three ways with members that it does not name. Only the schema's own methods are called: each
// gives a copy that differs in nothing else.
import type { z } from 'zod';
import { type Verdict, verdictOf } from './verdict.ts';

export const ways = ['strict', 'strip', 'loose'] as const;
export type Way = (typeof ways)[number];
export type Ways = Readonly<Record<Way, Verdict>>;

const isObject = (schema: z.ZodType): schema is z.ZodObject => schema.type === 'object';

/** Null where the schema is no object at its top. */
export function compareWays(schema: z.ZodType, value: unknown): Ways | null {
  if (!isObject(schema)) return null;
  return {
    strict: verdictOf(schema.strict().safeParse(value)),
    strip: verdictOf(schema.strip().safeParse(value)),
    loose: verdictOf(schema.loose().safeParse(value)),
  };
}
