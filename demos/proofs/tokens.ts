// Tokens that nobody should accept, made with the web's own cryptography: a proof brings no library.

export interface Claims {
  readonly [name: string]: unknown;
}

const utf8 = new TextEncoder();

export function base64url(bytes: Uint8Array | string): string {
  const all = typeof bytes === 'string' ? utf8.encode(bytes) : bytes;
  let text = '';
  for (const byte of all) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const partOf = (token: string, at: number): Claims =>
  JSON.parse(
    new TextDecoder().decode(
      Uint8Array.from(atob((token.split('.')[at] ?? '').replaceAll('-', '+').replaceAll('_', '/')), (c) =>
        c.charCodeAt(0),
      ),
    ),
  );
export const headerIn = (token: string): Claims => partOf(token, 0);
export const claimsIn = (token: string): Claims => partOf(token, 1);

const unsigned = (header: Claims, claims: Claims): string =>
  `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;

/** The claims of a real token under another header and without a signature that means anything. */
export const withHeader = (token: string, header: Claims, claims: Claims = {}, signature = 'c2ln'): string =>
  `${unsigned({ ...headerIn(token), ...header }, { ...claimsIn(token), ...claims })}.${signature}`;

/** Other claims under the signature of the real ones. */
export const withClaims = (token: string, claims: Claims): string => {
  const [header, , signature] = token.split('.');
  return `${header}.${base64url(JSON.stringify({ ...claimsIn(token), ...claims }))}.${signature}`;
};

/** RS256 by a key of the attacker's, under our header. */
export async function signedByAnother(
  token: string,
  claims: Claims = {},
  header: Claims = {},
): Promise<string> {
  const how = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const { privateKey } = await crypto.subtle.generateKey(
    { ...how, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    false,
    ['sign', 'verify'],
  );
  const text = unsigned({ ...headerIn(token), ...header }, { ...claimsIn(token), ...claims });
  const signature = await crypto.subtle.sign(how, privateKey, utf8.encode(text));
  return `${text}.${base64url(new Uint8Array(signature))}`;
}

/** HS256 with a public text as the secret: the confusion of RFC 8725, section 2.1. */
export async function signedWithText(token: string, secret: string, claims: Claims = {}): Promise<string> {
  const text = unsigned({ ...headerIn(token), alg: 'HS256' }, { ...claimsIn(token), ...claims });
  const key = await crypto.subtle.importKey(
    'raw',
    utf8.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return `${text}.${base64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(text))))}`;
}
