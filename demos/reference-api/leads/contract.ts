// "Start a project" on the wire. The form, the service and the validation demo use this one contract; what cannot be sent
// cannot be typed either, and what was typed is said back by name of the field only.
import * as z from 'zod';
import { paging } from '../documents/contract.ts';

const isText = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text);
const isLine = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);
const notText = 'it has characters that are not text';
const text = (most: number) =>
  z
    .string()
    .max(most, `it is longer than ${most.toLocaleString('en-GB')} characters`)
    .refine(isText, notText);
const line = (most: number) =>
  z.string().trim().max(most, `it is longer than ${most} characters`).refine(isLine, notText);

export const stages = ['idea', 'prototype', 'running', 'growing'] as const;
export const budgets = ['unknown', 'under-10k', '10k-50k', '50k-150k', 'over-150k'] as const;
export const times = ['open', 'this-month', 'this-quarter', 'this-year'] as const;

/** Ids of sections, demos and claims: what a link may bring. */
const mark = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,59}(?:[:/][a-z0-9][a-z0-9-]{0,59})?$/,
    'is not the id of a section, demo or claim',
  );

/** What a person says. Money is US dollars; times are from today. */
export const lead = z.strictObject({
  building: text(4_000).trim().min(1, 'say in a sentence or two what you are building'),
  stage: z.enum(stages, { error: 'choose where it stands today' }),
  matters: text(2_000).default(''),
  name: line(120).min(1, 'say what we may call you'),
  email: z
    .string()
    .trim()
    .min(1, 'give an address that we can answer to')
    .max(254, 'it is longer than an address can be')
    .pipe(z.email('it is not an address that mail can be sent to')),
  company: line(160).default(''),
  budget: z.enum(budgets).default('unknown'),
  time: z.enum(times).default('open'),
  nda: z.boolean().default(false),
  topic: mark.optional(),
  from: mark.optional(),
  claim: mark.optional(),
  /** What was looked at, if the person chose to say so: addresses on this site. */
  looked: z
    .array(z.string().regex(/^\/[A-Za-z0-9/#=&.:-]{0,119}$/, 'is not an address on this site'))
    .max(40, 'has more than 40 lines')
    .default([]),
});
export type Lead = z.output<typeof lead>;

const nothing = z.strictObject({});
const moment = z.iso.datetime();

export const challengeContract = {
  params: nothing,
  query: nothing,
  replies: {
    200: z.strictObject({
      /** altcha-lib v2: PBKDF2/SHA-256 with a prefix to find; signed, so that nothing of it is kept here. */
      challenge: z.strictObject({
        parameters: z.looseObject({ algorithm: z.string(), nonce: z.string(), salt: z.string() }),
        signature: z.string(),
      }),
      /** Milliseconds since 1970 by our clock: a wrong clock on the other side does no harm. */
      expiresAt: z.int(),
    }),
  },
};

export const sendContract = {
  params: nothing,
  query: nothing,
  body: z.strictObject({
    lead,
    /** Base64 of `{"challenge":…,"solution":…}`. */
    proof: z
      .string()
      .max(4_096)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'is not base64'),
    /** Left empty by people: the field cannot be seen. */
    website: z.string().max(2_000).default(''),
  }),
  replies: { 202: z.strictObject({ reference: z.string(), at: moment }) },
};

export const listContract = {
  params: nothing,
  query: z.strictObject(paging),
  replies: {
    200: z.strictObject({
      leads: z.array(
        z.strictObject({
          id: z.uuid(),
          reference: z.string(),
          at: moment,
          deleteAfter: moment,
          mail: z.enum(['waiting', 'sent', 'given-up']),
          lead: z.unknown(),
        }),
      ),
      next: z.string().nullable(),
    }),
  },
};
