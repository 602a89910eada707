// What a link holds: which contract or whose schema, and the values. What comes with one is a stranger's: it is shown, and a
// schema in it is not run before somebody presses Run.
import * as z from 'zod/mini';
import { contractIds } from './contracts.ts';
import { listIn, type State } from './state.ts';

export const linked = z.strictObject({
  subject: z.enum([...contractIds, 'own']),
  own: z.optional(z.string().check(z.maxLength(7_000))),
  values: z
    .array(
      z.strictObject({ name: z.string().check(z.maxLength(80)), text: z.string().check(z.maxLength(7_000)) }),
    )
    .check(z.minLength(1), z.maxLength(40)),
  chosen: z.int().check(z.minimum(0), z.maximum(39)),
});
export type Linked = z.infer<typeof linked>;

/** Of a state that a reader wrote; values that a generator made are left out, since anyone can make them again. */
export function forLink(state: State): Linked {
  const { values, chosen } = listIn(state);
  const written = values.filter(({ made, id }) => made === undefined || id === chosen).slice(0, 40);
  return {
    subject: state.subject,
    ...(state.subject === 'own' ? { own: state.own } : {}),
    values: written.map(({ name, text }) => ({ name, text })),
    chosen: Math.max(
      0,
      written.findIndex(({ id }) => id === chosen),
    ),
  };
}
