// The database's password from AWS Secrets Manager, where it is changed on a schedule. Each new connection asks here; open ones go on.
import * as z from 'zod';
import type { Clock } from '../deps.ts';
import type { Password } from '../storage/pg-address.ts';

/** As RDS and its rotation write it; more fields may stand there. */
const form = z.object({ password: z.string().min(1) });

/** Milliseconds: connections opened together ask once. After a rotation it is as long as one may be refused. */
const fresh = 5_000;

/** A store that does not answer leaves us with the password that we had. @throws the store's error when we had none */
export function rotatedPassword(read: () => Promise<string | undefined>, clock: Clock): Password {
  let known: { readonly at: number; readonly password: string } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    try {
      const { password } = form.parse(JSON.parse((await read()) ?? ''));
      known = { at: clock.now(), password };
      return password;
    } catch (error) {
      if (known === undefined)
        throw error instanceof SyntaxError || error instanceof z.ZodError ? unreadable() : error;
      return known.password;
    } finally {
      asking = undefined;
    }
  }

  return async () => {
    if (known !== undefined && clock.now() - known.at < fresh) return known.password;
    asking ??= ask();
    return asking;
  };
}

/** Not the parser's own words: they may repeat what stood there. */
const unreadable = () => new Error('The secret of the database is not JSON with a password.');

/** The client library is loaded only where it is used. @param id name or ARN of the secret */
export async function awsDatabasePassword(
  { id, region, endpoint }: { readonly id: string; readonly region: string; readonly endpoint?: string },
  clock: Clock,
): Promise<Password> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ region, maxAttempts: 3, ...(endpoint && { endpoint }) });
  return rotatedPassword(
    async () => (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString,
    clock,
  );
}
