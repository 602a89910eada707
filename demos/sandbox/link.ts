// A request in the link's fragment: what is drafted, without any token. Read from a link it is a stranger's text.
import * as z from 'zod/mini';
import type { Draft } from './draft.ts';
import type { Signed } from './state.ts';

export const draftSchema: z.ZodMiniType<Draft> = z.strictObject({
  operation: z.string().check(z.maxLength(80)),
  values: z.record(z.string().check(z.maxLength(80)), z.string().check(z.maxLength(6_000))),
  raw: z.nullable(z.string().check(z.maxLength(6_000))),
});

const jwt = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const named = /("(?:access|refresh)Token"\s*:\s*")[^"]*/g;

/** The draft as it may travel: tokens of this tab, and whatever has a token's form or name, are left out. */
export function forLink(draft: Draft, signed: readonly Signed[]): Draft {
  const clean = (text: string): string => {
    let out = text;
    for (const { accessToken, refreshToken } of signed)
      out = out.replaceAll(accessToken, '').replaceAll(refreshToken, '');
    return out.replaceAll(jwt, '').replaceAll(named, '$1');
  };
  const values = Object.entries(draft.values)
    .filter(([name]) => !/token$/i.test(name))
    .map(([name, value]) => [name, clean(value)] as const);
  return {
    operation: draft.operation,
    values: Object.fromEntries(values),
    raw: draft.raw === null ? null : clean(draft.raw),
  };
}
