// What the functions are told by their environment, and what they open once a start.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Log } from '../../deps.ts';
import { systemClock } from '../../ids.ts';
import { jsonLog } from '../../observe/log.ts';
import { type LeadParts, openLeadParts } from './opened.ts';

/** @throws in words when it is missing: the function does not start */
export function told(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is missing in the function's environment.`);
  return value;
}

export const log: Log = jsonLog((line) => process.stdout.write(line), systemClock);
export const table = () => ({ name: told('TABLE'), client: new DynamoDBClient({ maxAttempts: 3 }) });

/** The value of the secret that the environment names, read at the first call and kept; a failure is not kept. */
export const secretOf = (): (() => Promise<string>) =>
  once(async () => {
    const secrets = new SecretsManagerClient({ maxAttempts: 3 });
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: told('SECRET') }));
    if (SecretString.length < 43) throw new Error('the secret is too short');
    return SecretString;
  });

export function opened({ name, client }: ReturnType<typeof table>): () => Promise<LeadParts> {
  const secret = secretOf();
  return once(async () => openLeadParts(name, client, new TextEncoder().encode(await secret())));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
