// Random secrets that live as long as the process: for development, the sandbox and tests.
import type { SecretName, Secrets } from '../deps.ts';
import { SecretMissing } from './environment.ts';

export function madeUpSecrets(): Secrets {
  const made = new Map<SecretName, Uint8Array>();
  return {
    async read(name) {
      if (name === 'wrapping-key-next') throw new SecretMissing(name);
      let secret = made.get(name);
      if (secret === undefined) {
        secret = crypto.getRandomValues(new Uint8Array(32));
        made.set(name, secret);
      }
      return secret;
    },
  };
}
