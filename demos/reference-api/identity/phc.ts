// argon2id as a PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$hash. Standard base64 without padding.

/** OWASP's and RFC 9106's smaller machine: 19 MiB, two passes, one lane. */
export const cost = { memory: 19_456, passes: 2, lanes: 1, length: 32 } as const;

export interface Argon2 {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
}

const form =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{22,128})$/;

/** @returns null for anything that is not an argon2id PHC string of version 1.3. */
export function parsePhc(text: string): Argon2 | null {
  const match = form.exec(text);
  if (match === null) return null;
  const [, memory, passes, lanes, salt, hash] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Uint8Array.from(atob(salt), (c) => c.charCodeAt(0)),
    hash: Uint8Array.from(atob(hash), (c) => c.charCodeAt(0)),
  };
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');

export const formatPhc = ({ memory, passes, lanes, salt, hash }: Argon2): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${base64(salt)}$${base64(hash)}`;

/** Compares in a time that depends on the length only. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let different = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) different |= (a[i] as number) ^ (b[i] as number);
  return different === 0;
}
