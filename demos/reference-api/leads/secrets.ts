// Two keys of the leads, derived from one secret that every process has (HKDF, RFC 5869): losing one tells nothing of the other.

export interface LeadKeys {
  /** Signs challenges. */
  readonly challenge: string;
  /** HMAC-SHA-256 of an address in lower case. */
  person(address: string): Promise<Uint8Array>;
}

/** @param secret 16 bytes or more */
export async function leadKeys(secret: Uint8Array): Promise<LeadKeys> {
  const root = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveBits']);
  const derive = async (label: string): Promise<ArrayBuffer> =>
    crypto.subtle.deriveBits(
      {
        name: 'HKDF',
        hash: 'SHA-256',
        salt: new Uint8Array(0),
        info: new TextEncoder().encode(`leads/${label}`),
      },
      root,
      256,
    );
  const personKey = await crypto.subtle.importKey(
    'raw',
    await derive('person'),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return {
    challenge: [...new Uint8Array(await derive('challenge'))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(''),
    async person(address) {
      const bytes = new TextEncoder().encode(address.trim().toLowerCase());
      return new Uint8Array(await crypto.subtle.sign('HMAC', personKey, bytes));
    },
  };
}
