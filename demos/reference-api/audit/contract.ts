// The wire of the audit trail. Hashes are lower-case hex; `body` is the exact text that was hashed.
import * as z from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/)
  .transform(Number);

export const auditEntry = z.strictObject({
  seq: z.int().positive(),
  at: z.iso.datetime(),
  atMs: z.int(),
  organisation: z.uuid().nullable(),
  body: z.string(),
  previous: digest,
  hash: digest,
});

export const listAudit = {
  query: z.strictObject({
    /** Entries before this sequence number; without it, the newest. */
    before: count.optional(),
    limit: count.pipe(z.number().max(100)).default(50),
  }),
  replies: {
    200: z.strictObject({
      entries: z.array(auditEntry).max(100),
      /** Put it in `before` for older ones; null at the end. */
      next: z.int().positive().nullable(),
    }),
  },
};

export const readAuditHead = {
  replies: {
    200: z.strictObject({
      seq: z.int().nonnegative(),
      hash: digest,
      /** The newest signed head, kept outside the database. */
      anchor: z
        .strictObject({
          seq: z.int().positive(),
          hash: digest,
          at: z.int(),
          kid: z.string(),
          signature: z.string().regex(/^[0-9a-f]{128}$/),
        })
        .nullable(),
    }),
  },
};
