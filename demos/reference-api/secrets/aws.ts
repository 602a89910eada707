// Secrets from AWS Secrets Manager, each under its own name. Read once a start: a rotated secret arrives with the next deploy.
import type { SecretName, Secrets } from '../deps.ts';
import { decode, SecretMissing } from './environment.ts';

export interface AwsSecretsOptions {
  readonly region: string;
  /** Put before each name: "reference-api/" reads "reference-api/wrapping-key". */
  readonly prefix: string;
  /** Another address than AWS's own, for tests. */
  readonly endpoint?: string;
}

/** The client library is loaded only where it is used. @throws SecretMissing from `read`; other faults pass through. */
export async function awsSecrets({ region, prefix, endpoint }: AwsSecretsOptions): Promise<Secrets> {
  const { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } = await import(
    '@aws-sdk/client-secrets-manager'
  );
  const client = new SecretsManagerClient({ region, maxAttempts: 3, ...(endpoint && { endpoint }) });
  const known = new Map<SecretName, Promise<Uint8Array>>();

  async function fetchOne(name: SecretName): Promise<Uint8Array> {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}${name}` }));
      return decode(name, SecretString);
    } catch (error) {
      known.delete(name);
      throw error instanceof ResourceNotFoundException ? new SecretMissing(name) : error;
    }
  }

  return {
    read(name) {
      const before = known.get(name);
      if (before !== undefined) return before;
      const reading = fetchOne(name);
      known.set(name, reading);
      return reading;
    },
  };
}
