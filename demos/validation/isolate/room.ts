// Runs inside the isolated engine, beside the reader's code: Zod, what it may import, and the function that judges. Bundled to one
// script at build (/demos/validation/room.js); it has no way out but the text that it returns.
import * as zod from 'zod';
import { sidesOf } from '../json-schema.ts';
import { compareWays } from '../unknown-keys.ts';
import { type Verdict, verdictOf } from '../verdict.ts';
import { atob } from './atob.ts';

// Taken before the reader's code can put others in their place.
const { parse, stringify } = JSON;

class NoSchema extends Error {
  override readonly name = 'NoSchema';
}
class NoModule extends Error {
  override readonly name = 'NoModule';
}

const isSchema = (value: unknown): value is zod.z.ZodType =>
  typeof value === 'object' && value !== null && '_zod' in value && 'safeParseAsync' in value;

/** The default export, or the last one that is a schema. */
function schemaOf(exports: Record<string, unknown>): zod.z.ZodType {
  const found = [exports['default'], ...Object.values(exports).reverse()].find(isSchema);
  if (!found) throw new NoSchema('no export is a Zod schema');
  return found;
}

const require = (name: string): unknown => {
  if (name === 'zod' || name === 'zod/v4') return zod;
  throw new NoModule(name);
};

async function run(exports: Record<string, unknown>, values: string): Promise<string> {
  const schema = schemaOf(exports);
  const given = (parse(values) as string[]).map((text) => parse(text) as unknown);
  const verdicts: Verdict[] = [];
  for (const value of given) verdicts.push(verdictOf(await schema.safeParseAsync(value)));
  let ways = null;
  try {
    ways = given.length > 0 ? compareWays(schema, given[0]) : null;
  } catch {
    // A schema with asynchronous checks cannot be asked in passing.
  }
  return stringify({ verdicts, sides: sidesOf(schema), ways });
}

Object.assign(globalThis, { room: { require, zod, run }, atob });
