// For tests: a browser with the form in it, which fetches a challenge, does the work and sends.
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { App } from '../../app.ts';
import type { TestClock } from '../../test/hosts.ts';

export const fromTheForm = {
  'content-type': 'application/json',
  origin: 'https://lavbytes.example',
  'sec-fetch-site': 'same-origin',
};

export const written = {
  building: 'A marketplace for used laboratory equipment.\nWith escrow.',
  stage: 'prototype',
  name: 'Zoë Ångström',
  email: 'zoe@example.com',
};

type Call = (request: Request) => Promise<Response>;

/** @returns base64 for the field `proof` */
export async function solve(challenge: unknown): Promise<string> {
  const solution = await solveChallenge({ challenge: challenge as never, deriveKey });
  return btoa(JSON.stringify({ challenge, solution }));
}

export async function proofFrom(call: Call): Promise<string> {
  const answer = await call(new Request('http://api/v1/leads/challenge'));
  return solve(((await answer.json()) as { challenge: unknown }).challenge);
}

export interface Sending {
  readonly key?: string;
  readonly lead?: Readonly<Record<string, unknown>>;
  readonly proof?: string;
  readonly website?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Where the connection comes from. */
  readonly address?: string;
}

let count = 0;

/** A person who takes the time to type. */
export function sender(app: App, clock: TestClock) {
  return async ({ key, lead, proof, website, headers, body, address }: Sending = {}): Promise<Response> => {
    let paid = proof;
    if (paid === undefined) {
      paid = await proofFrom(app);
      clock.advance(4_000);
    }
    count += 1;
    return app(
      new Request('http://api/v1/leads', {
        method: 'POST',
        headers: { ...fromTheForm, 'idempotency-key': key ?? `draft-${count}-${'x'.repeat(8)}`, ...headers },
        body:
          body ??
          JSON.stringify({
            lead: { ...written, ...lead },
            proof: paid,
            ...(website !== undefined && { website }),
          }),
      }),
      ...(address === undefined ? [] : [{ address, encrypted: true }]),
    );
  };
}
