// What an approval is bound to, and an output is known by: input, fields and the versions that made them, as one digest.
import { toHex } from '../audit/hex.ts';
import type { Draft } from './validate.ts';

export interface Bound {
  /** Hex. */
  readonly inputHash: string;
  readonly fields: Draft | null;
  readonly model: string;
  readonly prompt: string;
  readonly schemaVersion: number;
  readonly policyVersion: number;
}

const encoder = new TextEncoder();

/** SHA-256, hex, over JSON with the keys in the order below: a database that reorders them changes nothing. */
export async function digestOf(bound: Bound): Promise<string> {
  const { inputHash, fields: f, model, prompt, schemaVersion, policyVersion } = bound;
  const fields = f && [f.intent, f.urgency, f.orderNumber, f.amountCents, f.date];
  const text = JSON.stringify([inputHash, fields, model, prompt, schemaVersion, policyVersion]);
  return hexOf(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
}

export const hexOf = (bytes: ArrayBuffer | Uint8Array): string => toHex(new Uint8Array(bytes));

export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
