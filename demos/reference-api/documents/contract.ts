// The wire of documents. Texts are whole characters: PostgreSQL has no U+0000, and a lone surrogate is no character.
import * as z from 'zod';

const nothing = z.strictObject({});
const id = z.uuid();
const moment = z.iso.datetime();
const classification = z.enum(['public', 'internal', 'confidential']);
const department = z.string().regex(/^[a-z-]{2,40}$/, 'is 2 to 40 lower-case letters or hyphens');
/** The version that the caller saw: a change of anything newer is refused (409). */
const version = z.int().min(1).max(2_147_483_647);
const title = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'has characters that are not text');
const text = z
  .string()
  .max(20_000)
  .refine((it) => it.isWellFormed() && !it.includes('\0'), 'has characters that are not text');

const summary = z.strictObject({
  id,
  ownerId: id,
  title: z.string(),
  department: z.string(),
  classification,
  locked: z.boolean(),
  version,
  createdAt: moment,
  updatedAt: moment,
});
/** `body` is missing where the caller may see the document and not its text. */
const document = summary.extend({ body: z.string().optional() });
const one = z.strictObject({ id });

/** Of every list that is read page by page, newest first. */
export const paging = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'is a number from 1 to 100')
    .default('25'),
  /** `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,13}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'is not a cursor of ours')
    .optional(),
};

export const listContract = {
  params: nothing,
  query: z.strictObject({
    ...paging,
    classification: classification.optional(),
    department: department.optional(),
    owner: id.optional(),
    locked: z.enum(['true', 'false']).optional(),
  }),
  replies: { 200: z.strictObject({ documents: z.array(summary), next: z.string().nullable() }) },
};
export const createContract = {
  params: nothing,
  query: nothing,
  body: z.strictObject({ title, body: text, department, classification: classification.default('internal') }),
  replies: { 201: document },
};
export const readContract = { params: one, query: nothing, replies: { 200: document } };
export const updateContract = {
  params: one,
  query: nothing,
  body: z
    .strictObject({
      version,
      title: title.optional(),
      body: text.optional(),
      classification: classification.optional(),
      department: department.optional(),
    })
    .refine((change) => Object.keys(change).length > 1, 'changes nothing'),
  replies: { 200: document },
};
export const deleteContract = { params: one, query: nothing, replies: { 204: null } };
export const lockContract = {
  params: one,
  query: nothing,
  body: z.strictObject({ locked: z.boolean() }),
  replies: { 200: document },
};
export const transferContract = {
  params: one,
  query: nothing,
  body: z.strictObject({ version, ownerId: id }),
  replies: { 200: document },
};

export type Change = z.output<typeof updateContract.body>;
export type Transfer = z.output<typeof transferContract.body>;
export type Creation = z.output<typeof createContract.body>;
export type Filter = z.output<typeof listContract.query>;
