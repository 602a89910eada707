// Proof of work (altcha-lib 2, PBKDF2/SHA-256 with a prefix to find): a moment of a visitor's processor, and a price for
// whoever sends thousands. The challenge is signed and nothing of it is kept; each nonce pays once (the store sees to that).
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import * as z from 'zod';

const algorithm = 'PBKDF2/SHA-256';

export interface Work {
  /** Iterations of one try. */
  readonly cost: number;
  /** Hexadecimal digits that the derived key begins with: each multiplies the tries by 16. */
  readonly keyPrefix: string;
}
/** 256 tries on average: some 0.1 s in a desktop's browser (`npm run bench -- start`), several times that in a telephone's. */
export const work: Work = { cost: 1_000, keyPrefix: '00' };
/** A person reads, thinks and types; half an hour and a margin. */
const lifetime = 45 * 60_000;
/** Nobody fills the form in less. */
const least = 3_000;

export interface Issued {
  readonly challenge: { readonly parameters: Challenge['parameters']; readonly signature: string };
  readonly expiresAt: number;
}

/** @param secret text, 32 bytes or more, the same in every process */
export async function issueChallenge(secret: string, asked: Work, now: number): Promise<Issued> {
  const expiresAt = now + lifetime;
  const { parameters, signature } = await createChallenge({
    ...asked,
    algorithm,
    deriveKey,
    data: { issued: now, until: expiresAt },
    hmacSignatureSecret: secret,
  });
  return { challenge: { parameters, signature: signature as string }, expiresAt };
}

const hex = z.string().regex(/^[0-9a-f]{2,256}$/);
const form = z.strictObject({
  challenge: z.strictObject({
    parameters: z.strictObject({
      algorithm: z.literal(algorithm),
      cost: z.int(),
      keyPrefix: hex.or(z.string().regex(/^[0-9a-f]$/)),
      keyLength: z.literal(32),
      nonce: hex,
      salt: hex,
      data: z.strictObject({ issued: z.int(), until: z.int() }),
    }),
    signature: hex,
  }),
  solution: z.strictObject({
    counter: z.int().min(0).max(0xff_ff_ff_ff),
    derivedKey: hex,
    time: z.number().optional(),
  }),
});

export type Proof =
  | { readonly kind: 'good'; readonly nonce: string }
  | { readonly kind: 'refused' }
  /** Filled in faster than anybody types: come again after so many milliseconds. */
  | { readonly kind: 'too-quick'; readonly wait: number };

/** @param proof base64 of the payload, at most 4 KiB */
export async function checkProof(secret: string, proof: string, now: number): Promise<Proof> {
  const parsed = form.safeParse(read(proof));
  if (!parsed.success) return { kind: 'refused' };
  const { challenge, solution } = parsed.data;
  const { issued, until } = challenge.parameters.data;
  if (now > until) return { kind: 'refused' };
  const { verified } = await verifySolution({
    challenge,
    solution: { counter: solution.counter, derivedKey: solution.derivedKey },
    deriveKey,
    hmacSignatureSecret: secret,
  });
  if (!verified) return { kind: 'refused' };
  if (now - issued < least) return { kind: 'too-quick', wait: least - (now - issued) };
  return { kind: 'good', nonce: challenge.parameters.nonce };
}

function read(proof: string): unknown {
  try {
    return JSON.parse(atob(proof));
  } catch {
    return null;
  }
}
