// Two keys of the leads, derived from one secret that every process has (HKDF, RFC 5869): losing one tells nothing of the other.

export interface LeadKeys {
  /** Signs challenges. */
  readonly challenge: string;
  /** HMAC-SHA-256 of an address in lower case. */
  person(address: string): Promise<Uint8Array>;
}

/** 32 bytes for one purpose, named by the label. @param secret 16 bytes or more */
export async function derived(secret: Uint8Array, label: string): Promise<ArrayBuffer> {
  const root = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveBits']);
  return crypto.subtle.deriveBits(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(0),
      info: new TextEncoder().encode(`leads/${label}`),
    },
    root,
    256,
  );
}

/** @param secret 16 bytes or more */
export async function leadKeys(secret: Uint8Array): Promise<LeadKeys> {
  const personKey = await crypto.subtle.importKey(
    'raw',
    await derived(secret, 'person'),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return {
    challenge: [...new Uint8Array(await derived(secret, 'challenge'))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(''),
    async person(address) {
      const bytes = new TextEncoder().encode(address.trim().toLowerCase());
      return new Uint8Array(await crypto.subtle.sign('HMAC', personKey, bytes));
    },
  };
}
