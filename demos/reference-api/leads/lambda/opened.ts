// What the functions of the lead endpoint share: the table, the keys from one secret, the sealing. The sealing needs no database of
// keys: one key, derived from the secret, and a byte in front that says which, for the day when there is a second.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LeadSealing, LeadStore } from '../ports.ts';
import { derived, type LeadKeys, leadKeys } from '../secrets.ts';
import { dynamoLeads } from '../store-dynamo.ts';

export interface LeadParts {
  readonly store: LeadStore;
  readonly sealing: LeadSealing;
  readonly keys: LeadKeys;
  /** The Idempotency-Key of the canary in this hour: whoever lacks the secret cannot make one. */
  canaryKey(hour: number): Promise<string>;
}

const keyNumber = 1;

/** @param secret 32 bytes or more */
export async function openLeadParts(
  name: string,
  client: DynamoDBClient,
  secret: Uint8Array,
): Promise<LeadParts> {
  const sealingKey = await crypto.subtle.importKey(
    'raw',
    await derived(secret, 'sealing'),
    'AES-GCM',
    false,
    ['encrypt', 'decrypt'],
  );
  const canary = await crypto.subtle.importKey(
    'raw',
    await derived(secret, 'canary'),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  );
  const algorithm = (id: string, iv: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(`leads/${id}`),
  });
  const canaryKey = async (hour: number): Promise<string> => {
    const mac = await crypto.subtle.sign('HMAC', canary, new TextEncoder().encode(String(hour)));
    return `canary-${hour}-${Buffer.from(mac).toString('hex')}`;
  };
  return {
    keys: await leadKeys(secret),
    canaryKey,
    sealing: {
      async seal(id, text) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const data = new TextEncoder().encode(text);
        const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm(id, iv), sealingKey, data));
        return Uint8Array.of(keyNumber, ...iv, ...sealed);
      },
      async open(id, sealed) {
        if (sealed[0] !== keyNumber) throw new Error('sealed with a key that is not known here');
        const bytes = new Uint8Array(sealed);
        const [iv, data] = [bytes.slice(1, 13), bytes.slice(13)];
        return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm(id, iv), sealingKey, data));
      },
    },
    store: dynamoLeads({
      name,
      client,
      async synthetic(key) {
        const hour = /^canary-(\d{1,10})-/.exec(key)?.[1];
        return hour !== undefined && key === (await canaryKey(Number(hour)));
      },
    }),
  };
}
