// Secrets from environment variables, as a container gets them from its task definition: WRAPPING_KEY, ORIGIN_SECRET …, in base64url.
import type { SecretName, Secrets } from '../deps.ts';

export class SecretMissing extends Error {
  override name = 'SecretMissing';
  readonly secret: SecretName;

  constructor(secret: SecretName) {
    super(`The secret "${secret}" is missing or not base64url of at least 32 bytes.`);
    this.secret = secret;
  }
}

export function environmentSecrets(env: Readonly<Record<string, string | undefined>>): Secrets {
  return {
    async read(name) {
      return decode(name, env[name.toUpperCase().replaceAll('-', '_')]);
    },
  };
}

/** @throws SecretMissing when the text is absent, not base64url (RFC 4648, section 5), or shorter than 32 bytes. */
export function decode(name: SecretName, text: string | undefined): Uint8Array {
  if (text === undefined || !/^[A-Za-z0-9_-]{43,}$/.test(text)) throw new SecretMissing(name);
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}
