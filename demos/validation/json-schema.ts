// A schema as JSON Schema 2020-12, both sides of it: what is sent, and what the code behind the boundary receives.
import { z } from 'zod';

export type Json = Readonly<Record<string, unknown>>;

export interface Sides {
  readonly input: Json;
  readonly output: Json;
}

/** What has no form in JSON Schema (a function, a bigint, …) becomes {}. Null when the schema as a whole has none. */
export function sidesOf(schema: z.ZodType): Sides | null {
  try {
    const of = (io: 'input' | 'output') => z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
    return { input: of('input'), output: of('output') };
  } catch {
    return null;
  }
}
