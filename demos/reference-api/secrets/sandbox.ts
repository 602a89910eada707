// Secrets of the sandbox, where the service runs in a reader's tab. NOTHING HERE IS SECRET: the built database image holds example
// data that is sealed under data keys, and those are wrapped by this published key, so that every tab can open them.
import type { Secrets } from '../deps.ts';
import { madeUpSecrets } from './made-up.ts';

/** 32 bytes that say what they are. A production start refuses them (`refusingPublished`). */
export const publishedWrappingKey = 'lavbytes sandbox key, not secret';

/** Of the sandbox's tokens, as issuer and audience. A production start cannot take it for its own. */
export const sandboxIssuer = 'https://sandbox.reference-api.example';

/** The published wrapping key; everything else is made up and ends with the tab. */
export function sandboxSecrets(): Secrets {
  const madeUp = madeUpSecrets();
  return {
    read: async (name) =>
      name === 'wrapping-key' ? new TextEncoder().encode(publishedWrappingKey) : madeUp.read(name),
  };
}

export class PublishedSecret extends Error {
  override name = 'PublishedSecret';
}

/** Secrets for production: the published key is no key, wherever it came from. `read` @throws PublishedSecret */
export const refusingPublished = (secrets: Secrets): Secrets => ({
  async read(name) {
    const secret = await secrets.read(name);
    if (new TextDecoder().decode(secret) === publishedWrappingKey)
      throw new PublishedSecret(`The secret "${name}" is the sandbox's published key.`);
    return secret;
  },
});
