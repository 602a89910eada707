// The contract of an answer, which the model gets as its structured output and which every answer is held to; and the wire.
import * as z from 'zod';
import { fieldNames } from './model/message.ts';
import { intents, urgencies } from './model/phrases.ts';

/** Raised when what an answer may be changes: stored with every output. */
export const schemaVersion = 1;

const day = z.iso.date().refine((text) => text >= '1990' && text < '2100', 'is a day of our time');

/** What a message is about. Strict: no key too few and none too many, `confidence` and `approved` least of all. */
export const fields = z.strictObject({
  intent: z.enum(intents).describe('What the sender wants first.'),
  urgency: z.enum(urgencies),
  orderNumber: z
    .string()
    .regex(/^LB-\d{5}$/, 'is an order number like LB-48213')
    .nullable()
    .describe('The one that counts after any correction; null when none is named.'),
  amountCents: z.int().min(0).max(1_000_000_000).nullable().describe('The sum in question, in whole cents.'),
  date: day.nullable().describe('The day in question.'),
});

const nothing = z.strictObject({});
const id = z.uuid();
const moment = z.iso.datetime();
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const share = z.number().min(0).max(1);
const one = z.strictObject({ id });
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((it) => it.isWellFormed() && !it.includes('\0'), 'has characters that are not text');
const states = ['received', 'answered', 'review', 'decided', 'stored', 'rejected'] as const;
const limit = z
  .string()
  .regex(/^([1-9]\d?|100)$/, 'is a number from 1 to 100')
  .default('25');

export const fileTypes = [
  'text/plain',
  'application/json',
  'text/csv',
  'message/rfc822',
  'application/pdf',
] as const;

const input = z.strictObject({
  id,
  source: z.enum(['text', 'json', ...fileTypes]),
  state: z.enum(states),
  hash: digest,
  confidence: share.nullable(),
  createdAt: moment,
});
const output = z.strictObject({
  fields,
  how: z.enum(['auto', 'approved', 'corrected']),
  confidence: share.nullable(),
  inputHash: digest,
  outputHash: digest,
  model: z.string(),
  prompt: z.string(),
  schemaVersion: z.int(),
  policyVersion: z.int(),
  decidedBy: id.nullable(),
  createdAt: moment,
});

export const createIntake = {
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      /** A message. */
      text: text(20_000).min(1).optional(),
      /** One object with a `text`, or up to 100 of them. */
      json: z
        .union([
          z.looseObject({ text: text(20_000).min(1) }),
          z
            .array(z.looseObject({ text: text(20_000).min(1) }))
            .min(1)
            .max(100),
        ])
        .optional(),
      file: z
        .strictObject({
          name: text(200).min(1),
          type: z.enum(fileTypes),
          base64: z.base64().min(1),
        })
        .optional(),
      /** A person is to see it whatever its confidence. */
      manual: z.literal(true).optional(),
    })
    .refine(
      (body) => [body.text, body.json, body.file].filter((it) => it !== undefined).length === 1,
      'has one of text, json and file',
    ),
  replies: { 201: z.strictObject({ inputs: z.array(input) }) },
};
export const listIntake = {
  params: nothing,
  query: z.strictObject({ limit, state: z.enum(states).optional() }),
  replies: { 200: z.strictObject({ inputs: z.array(input) }) },
};
export const readIntake = {
  params: one,
  query: nothing,
  replies: { 200: input.extend({ text: z.string(), output: output.nullable() }) },
};

const fieldName = z.enum(fieldNames);
export const replayIntake = {
  params: one,
  query: nothing,
  replies: {
    200: z.strictObject({
      to: z.enum(['auto', 'human']),
      reasons: z.array(z.string()),
      fields: fields.nullable(),
      faults: z.array(z.string()),
      confidence: share.nullable(),
      fieldConfidence: z.record(fieldName, share).nullable(),
      model: z.string(),
      prompt: z.string(),
      schemaVersion: z.int(),
      policyVersion: z.int(),
      calls: z.int(),
      tokens: z.int(),
      drift: z.number(),
      novelty: z.number(),
    }),
  },
};
const settings = z.strictObject({
  method: z.enum(['fixed', 'cost', 'guarantee']),
  /** fixed: approve from here on. */
  threshold: share.optional(),
  /** cost: reviews that one mistake costs. */
  mistakeInReviews: z.number().min(1).max(1_000_000).optional(),
  /** guarantee: the error is at most alpha, but for a chance of delta. */
  alpha: z.number().min(0.001).max(0.5).optional(),
  delta: z.number().min(0.001).max(0.5).optional(),
  fields: z.partialRecord(fieldName, share).default({}),
  qaRate: share.default(0.05),
  driftHold: z.number().min(0.01).max(10).nullable().default(0.25),
  secondAbove: z.int().min(0).nullable().default(50_000),
});
const policy = z.strictObject({
  version: z.int().min(0),
  method: z.enum(['fixed', 'cost', 'guarantee']),
  /** null: nothing is approved without a person. */
  threshold: share.nullable(),
  fields: z.partialRecord(fieldName, share),
  qaRate: share,
  required: z.partialRecord(z.enum(intents), z.array(fieldName)),
  driftHold: z.number().nullable(),
  secondAbove: z.int().nullable(),
});
export const listPolicies = {
  params: nothing,
  query: nothing,
  replies: { 200: z.strictObject({ policies: z.array(policy) }) },
};
export const createPolicy = {
  params: nothing,
  query: nothing,
  body: settings.refine(
    ({ method, threshold, mistakeInReviews, alpha, delta }) =>
      (method === 'fixed') === (threshold !== undefined) &&
      (method === 'cost') === (mistakeInReviews !== undefined) &&
      (method === 'guarantee') === (alpha !== undefined) &&
      (alpha === undefined) === (delta === undefined),
    'names what its method needs, and nothing of another',
  ),
  replies: { 201: policy },
};

export type Fields = z.output<typeof fields>;
export type Raw = z.output<typeof createIntake.body>;
export type PolicySettings = z.output<typeof createPolicy.body>;
