// The wire of identity: sessions, one's own account, an organisation's accounts, the public keys.
import * as z from 'zod';
import { longest } from './password-policy.ts';

const nothing = z.strictObject({});
const id = z.uuid();
const moment = z.iso.datetime();
const role = z.enum(['viewer', 'contributor', 'reviewer', 'admin']);
const department = z.string().regex(/^[a-z-]{2,40}$/, 'is 2 to 40 lower-case letters or hyphens');
const email = z
  .string()
  .max(254)
  .transform((text) => text.toLowerCase())
  .pipe(z.email());

/** Whole characters, none of them control characters: PostgreSQL has no NUL, and a lone surrogate is no character. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'has characters that are not text');
const password = z
  .string()
  .min(1)
  .max(longest * 2)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'has characters that are not text');

const session = z.strictObject({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  /** Seconds. */
  expiresIn: z.int(),
  refreshToken: z.string(),
  session: id,
  /** When the session ends, refreshed or not. */
  sessionExpiresAt: moment,
});

const account = z.strictObject({
  id,
  email: z.string(),
  name: z.string(),
  role,
  department,
  status: z.enum(['active', 'disabled']),
  createdAt: moment,
});

const jwk = z.strictObject({
  kty: z.enum(['RSA', 'OKP']),
  kid: z.string(),
  alg: z.enum(['RS256', 'PS256', 'EdDSA']),
  use: z.literal('sig'),
  n: z.string().optional(),
  e: z.string().optional(),
  crv: z.string().optional(),
  x: z.string().optional(),
});

const none = { params: nothing, query: nothing };

export const signInContract = {
  ...none,
  body: z.strictObject({ email, password, device: line(80).default('') }),
  replies: { 201: session },
};
export const refreshContract = {
  ...none,
  // Any text: what is not a refresh token of ours is refused like one that is unknown.
  body: z.strictObject({ refreshToken: z.string().min(1).max(4_096) }),
  replies: { 200: session },
};
export const signOutContract = { ...none, replies: { 204: null } };
export const sessionsContract = {
  ...none,
  replies: {
    200: z.strictObject({
      sessions: z.array(
        z.strictObject({
          id,
          device: z.string(),
          startedAt: moment,
          lastUsedAt: moment,
          expiresAt: moment,
          current: z.boolean(),
        }),
      ),
    }),
  },
};
export const endSessionContract = { params: z.strictObject({ id }), query: nothing, replies: { 204: null } };
export const passwordContract = {
  ...none,
  body: z.strictObject({ current: password, next: password }),
  replies: { 200: session },
};
export const meContract = { ...none, replies: { 200: account.extend({ organisation: id }) } };
export const jwksContract = { ...none, replies: { 200: z.strictObject({ keys: z.array(jwk) }) } };

export const accountsContract = {
  params: nothing,
  query: z.strictObject({
    after: id.optional(),
    limit: z
      .string()
      .regex(/^([1-9]\d?|100)$/, 'is a number from 1 to 100')
      .default('50'),
  }),
  replies: { 200: z.strictObject({ users: z.array(account), next: id.nullable() }) },
};
export const addAccountContract = {
  ...none,
  body: z.strictObject({
    email,
    name: line(120).min(1),
    role,
    department,
    password,
  }),
  replies: { 201: account },
};
export const changeAccountContract = {
  params: z.strictObject({ id }),
  query: nothing,
  body: z
    .strictObject({
      role: role.optional(),
      department: department.optional(),
      status: z.enum(['active', 'disabled']).optional(),
    })
    .refine((change) => Object.keys(change).length > 0, 'changes nothing'),
  replies: { 200: account },
};
