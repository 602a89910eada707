// Makes access tokens that nobody should accept, and a verifier that is weak in all the ways libraries have been.
import { createHmac, createPublicKey, createVerify, type JsonWebKeyInput } from 'node:crypto';
import type { Claims } from '../claims.ts';
import type { Signer } from '../signatures.ts';

export const b64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

export interface Minted {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
}

/** Signs whatever it is given with the service's own key: for tests of what comes after the signature. */
export async function signed(signer: Signer, { header, claims }: Minted): Promise<string> {
  const text = `${b64(header)}.${b64(claims)}`;
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', signer.key, new TextEncoder().encode(text));
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}

export const claimsOf = (token: string): Claims & Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

export const headerOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());

/**
 * The weak twin: believes the header's alg, takes the key that the header brings, decodes like Buffer does, and asks for
 * no claim but the subject.
 */
export function weakVerifier(jwk: JsonWebKey, pem: string): (token: string) => boolean {
  return (token) => {
    try {
      const [head, body, signature] = token.trim().split('.') as [string, string, string];
      const header = JSON.parse(Buffer.from(head, 'base64url').toString());
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
      if (typeof claims.sub !== 'string') return false;
      const alg = String(header.alg).toLowerCase();
      if (alg === 'none') return true;
      const bytes = Buffer.from(signature ?? '', 'base64url');
      if (alg === 'hs256')
        return [pem, JSON.stringify(jwk), createPublicKey(pem).export({ type: 'spki', format: 'der' })].some(
          (secret) => createHmac('sha256', secret).update(`${head}.${body}`).digest().equals(bytes),
        );
      const key = createPublicKey({ key: header.jwk ?? jwk, format: 'jwk' } as JsonWebKeyInput);
      const hash = alg.endsWith('384') ? 'sha384' : alg.endsWith('512') ? 'sha512' : 'sha256';
      return createVerify(hash).update(`${head}.${body}`).verify(key, bytes);
    } catch {
      return false;
    }
  };
}
