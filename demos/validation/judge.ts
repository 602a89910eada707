// The API's own contracts judge a value here, natively: the imported schema, called once. What the bench compares with Zod
// called directly is `judge`; words are made from it only for what is shown.
import type { z } from 'zod';
import { type JsonFault, jsonFault } from '#api/edge/json-gate.ts';
import { limits } from '#api/edge/limits.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export const judge = <T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> =>
  schema.safeParse(value);

const faults: Readonly<Record<JsonFault, string>> = {
  'too-deep': `objects and lists more than ${limits.depth} deep`,
  'too-many-members': `more than ${limits.members} members`,
  'member-twice': 'a member that is named twice, so that two readers may take different ones',
  'member-name': 'a member named __proto__, constructor or prototype',
  nul: 'the character U+0000, which PostgreSQL cannot store',
  'lone-surrogate': 'half of a character (a lone surrogate)',
  'number-range': 'a number that a double cannot hold exactly',
};

type Read = { readonly value: unknown } | Extract<Verdict, { kind: 'unread' }>;

/** JSON as it comes over the wire; with `gate` as the API takes it, which refuses some JSON before any contract sees it. */
export function read(text: string, gate: boolean): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1];
    return { kind: 'unread', message: 'This is not JSON.', at: at === undefined ? null : Number(at) };
  }
  const fault = gate ? jsonFault(text, limits) : null;
  return fault === null
    ? { value }
    : { kind: 'unread', message: `The API’s JSON gate refuses ${faults[fault]}.`, at: null };
}

export function judgeText(schema: z.ZodType, text: string): Verdict {
  const found = read(text, true);
  return 'kind' in found ? found : verdictOf(judge(schema, found.value));
}
