// The wire of the queue.
import * as z from 'zod';
import { fields } from '../intake/contract.ts';
import { fieldNames } from '../intake/model/message.ts';

const nothing = z.strictObject({});
const id = z.uuid();
const one = z.strictObject({ id });
const moment = z.iso.datetime();
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const share = z.number().min(0).max(1);
const fence = z.int().min(1).max(2_147_483_647);
const pattern = z.string().regex(/^[A-Za-z_:+]{1,400}$/, 'is a pattern of the queue');
const reasonCode = z.string().regex(/^[A-Za-z_:]{1,60}$/, 'is a reason of the queue');
const why = z
  .string()
  .max(500)
  .refine((it) => it.isWellFormed() && !/\p{Cc}/u.test(it), 'has characters that are not text');

const summary = z.strictObject({
  id,
  state: z.enum(['open', 'second', 'done']),
  reasons: z.array(z.string()),
  pattern: z.string(),
  priority: z.int(),
  escalated: z.boolean(),
  dueAt: moment,
  createdAt: moment,
  confidence: share.nullable(),
  /** Sent in by, and decided first by: neither decides it now. */
  author: id,
  firstBy: id.nullable(),
  claimedBy: id.nullable(),
  leaseUntil: moment.nullable(),
  fence: z.int(),
});
/** With the text and the draft: for whoever claimed it. */
const claimed = summary.extend({
  text: z.string(),
  fields: fields.nullable(),
  faults: z.array(z.string()),
  fieldConfidence: z.record(z.enum(fieldNames), share).nullable(),
  /** Digest of input, fields and versions: a decision names what was shown. */
  hash: digest,
  /** Two people have to agree. */
  twice: z.boolean(),
  model: z.string(),
  policyVersion: z.int(),
  schemaVersion: z.int(),
});

export const listReview = {
  params: nothing,
  query: z.strictObject({
    limit: z
      .string()
      .regex(/^([1-9]\d?|100)$/, 'is a number from 1 to 100')
      .default('50'),
    pattern: pattern.optional(),
    reason: reasonCode.optional(),
  }),
  replies: {
    200: z.strictObject({
      items: z.array(summary),
      open: z.int(),
      /** Past their time. */
      late: z.int(),
      oldest: moment.nullable(),
    }),
  },
};
export const claimReview = {
  params: nothing,
  query: nothing,
  body: z.strictObject({ id: id.optional(), pattern: pattern.optional(), reason: reasonCode.optional() }),
  /** null: nothing is free. */
  replies: { 200: z.strictObject({ item: claimed.nullable() }) },
};
export const leaseReview = {
  params: one,
  query: nothing,
  /** keep: five minutes from now; otherwise it is free for others at once. */
  body: z.strictObject({ fence, keep: z.boolean() }),
  replies: { 200: z.strictObject({ leaseUntil: moment.nullable() }) },
};
export const decideReview = {
  params: one,
  query: nothing,
  body: z
    .strictObject({
      fence,
      hash: digest,
      action: z.enum(['approve', 'correct', 'reject', 'escalate']),
      reason: why.default(''),
      fields: fields.optional(),
    })
    .refine(
      ({ action, fields: given }) => (action === 'correct') === (given !== undefined),
      'corrects with fields',
    )
    .refine(({ action, reason }) => action === 'approve' || reason.trim() !== '', 'gives a reason'),
  replies: {
    200: z.strictObject({
      decision: id,
      state: z.enum(['open', 'second', 'done']),
      /** Until then it can be taken back. */
      undoUntil: moment,
    }),
  },
};
export const undoReview = {
  params: one,
  query: nothing,
  body: z.strictObject({ decision: id }),
  replies: { 200: z.strictObject({ item: claimed }) },
};
export const listPatterns = {
  params: nothing,
  query: nothing,
  replies: {
    200: z.strictObject({
      patterns: z.array(z.strictObject({ pattern: z.string(), count: z.int(), digest })),
    }),
  },
};
export const batchReview = {
  params: nothing,
  query: nothing,
  body: z.strictObject({
    pattern,
    /** As the list of patterns gave it: another count, or other drafts, and nothing is done. */
    digest,
    action: z.enum(['approve', 'reject']),
    reason: why.refine((it) => it.trim() !== '', 'gives a reason'),
  }),
  replies: {
    200: z.strictObject({
      decided: z.int(),
      /** One each: they are taken back one by one. */
      decisions: z.array(z.strictObject({ id, decision: id })),
      undoUntil: moment,
    }),
  },
};

export type DecideBody = z.output<typeof decideReview.body>;
export type BatchBody = z.output<typeof batchReview.body>;
