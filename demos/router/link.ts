// What a link holds: settings, panel, which message. A stranger's input: parsed, and nothing of it runs by itself.
import * as z from 'zod/mini';
import { begin } from './settings.ts';
import { panels, type State } from './state.ts';

const share = z.number().check(z.minimum(0), z.maximum(1));
const chance = z.number().check(z.minimum(0.001), z.maximum(0.5));
const field = z.optional(share);

export const linked = z.strictObject({
  panel: z.enum(panels),
  settings: z.strictObject({
    method: z.enum(['fixed', 'cost', 'guarantee']),
    threshold: share,
    mistakeInReviews: z.number().check(z.minimum(1), z.maximum(1_000)),
    alpha: chance,
    delta: chance,
    score: z.enum(['calibrated', 'raw']),
    fields: z.strictObject({
      intent: field,
      urgency: field,
      orderNumber: field,
      amountCents: field,
      date: field,
    }),
    qaRate: share,
    elsewhere: share,
    hold: z.boolean(),
    minutes: z.number().check(z.minimum(0.1), z.maximum(120)),
    hourly: z.number().check(z.minimum(0), z.maximum(1_000)),
  }),
  chosen: z.optional(z.string().check(z.regex(/^m-\d{4}$/))),
  draft: z.optional(z.string().check(z.maxLength(2_000))),
});
export type Linked = z.output<typeof linked>;

export const forLink = ({ panel, settings, chosen, draft }: State): Linked => ({
  panel,
  settings: { ...begin, ...settings, fields: { ...settings.fields } },
  ...(/^m-\d{4}$/.test(chosen) && { chosen }),
  ...(draft !== '' && { draft: draft.slice(0, 2_000) }),
});
