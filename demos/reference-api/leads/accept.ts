// A lead comes in: stored first, mailed later by somebody else (notify.ts). 202 means that it is stored, and nothing less.
import { checkProof } from './challenge.ts';
import type { Lead } from './contract.ts';
import type { LeadSealing, LeadStore, TakeQuota } from './ports.ts';
import { referenceOf } from './reference.ts';

export interface Accepting {
  readonly store: LeadStore;
  readonly sealing: LeadSealing;
  readonly takeQuota: TakeQuota;
  /** Signs challenges. */
  readonly challengeSecret: string;
  /** HMAC-SHA-256 of an address, to find a person's leads for them. */
  person(address: string): Promise<Uint8Array>;
  uuid(): string;
  bytes(n: number): Uint8Array;
  now(): number;
}

export interface Sent {
  /** The Idempotency-Key: one a draft. */
  readonly key: string;
  readonly lead: Lead;
  readonly proof: string;
  readonly website: string;
  /** Whose quota this is. */
  readonly client: string;
}

export type Accepted =
  | { readonly kind: 'stored'; readonly reference: string; readonly at: number }
  | { readonly kind: 'other-payload' }
  | { readonly kind: 'automated'; readonly rule: 'hidden-field' | 'too-quick'; readonly wait?: number }
  | { readonly kind: 'proof-refused'; readonly rule: 'proof' | 'proof-used' }
  | { readonly kind: 'too-many'; readonly resetSeconds: number };

/** Days that a lead is kept: the privacy page says the same. */
export const keptDays = 365;
const day = 86_400_000;

/**
 * The same key and text give the same answer for as long as the lead is kept, whatever became of the first answer.
 * @throws what the store throws: then nothing is known to be stored.
 */
export async function acceptLead(ports: Accepting, sent: Sent): Promise<Accepted> {
  const { store, sealing } = ports;
  const { key, lead, proof, website, client } = sent;
  const text = JSON.stringify(lead);
  const fingerprint = await sha256(text);
  const again = async (): Promise<Accepted | null> => {
    const known = await store.known(key);
    if (known === null) return null;
    if (!same(known.fingerprint, fingerprint)) return { kind: 'other-payload' };
    return { kind: 'stored', reference: known.reference, at: known.at };
  };
  const before = await again();
  if (before !== null) return before;

  if (website !== '') return { kind: 'automated', rule: 'hidden-field' };
  const now = ports.now();
  const checked = await checkProof(ports.challengeSecret, proof, now);
  if (checked.kind === 'refused') return { kind: 'proof-refused', rule: 'proof' };
  if (checked.kind === 'too-quick') return { kind: 'automated', rule: 'too-quick', wait: checked.wait };
  const quota = await ports.takeQuota(client);
  if (!quota.allowed) return { kind: 'too-many', resetSeconds: quota.resetSeconds };

  const id = ports.uuid();
  const reference = referenceOf(ports.bytes(5));
  const put = await store.put({
    id,
    key,
    fingerprint,
    reference,
    nonce: checked.nonce,
    person: await ports.person(lead.email),
    sealed: await sealing.seal(id, text),
    at: now,
    deleteAfter: now + keptDays * day,
  });
  if (put === 'stored') return { kind: 'stored', reference, at: now };
  return (await again()) ?? { kind: 'proof-refused', rule: 'proof-used' };
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
