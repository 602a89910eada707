// Once an hour: a lead of our own through the public door, and a look into the table whether it is there. It takes the way of a
// reader's browser (challenge, work, three seconds of "typing", POST) and throws at the first thing that is not as it should be;
// the alarm is on that, and on an hour without a canary.
import { createHash } from 'node:crypto';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Lead } from '../contract.ts';
import type { LeadParts } from './opened.ts';

export interface CanaryParts {
  readonly parts: LeadParts;
  /** https://architecture.example.com */
  readonly site: string;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

const typing = 4_000;

/** @returns the reference that the site gave */
export async function sing({ parts, site, fetch, now, wait }: CanaryParts): Promise<string> {
  const address = `${site}/api/v1/leads`;
  const asked = await fetch(`${address}/challenge`);
  if (asked.status !== 200) throw new Silence(`the challenge came with ${asked.status}`);
  const { challenge } = (await asked.json()) as { challenge: never };
  const [solution] = await Promise.all([solveChallenge({ challenge, deriveKey }), wait(typing)]);

  const hour = Math.floor(now() / 3_600_000);
  const key = await parts.canaryKey(hour);
  const lead = {
    building: `A canary of the hour ${hour}. Nobody is mailed.`,
    stage: 'running',
    name: 'Canary',
    email: 'canary@example.com',
  } satisfies Partial<Lead>;
  const body = JSON.stringify({ lead, proof: btoa(JSON.stringify({ challenge, solution })) });
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      origin: site,
      'sec-fetch-site': 'same-origin',
      'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
    },
    body,
  });
  if (answer.status !== 202) throw new Silence(`the lead was answered with ${answer.status}`);
  const { reference } = (await answer.json()) as { reference: string };
  const stored = await parts.store.known(key);
  if (stored === null) throw new Silence('the lead was accepted and is not in the table');
  if (stored.reference !== reference) throw new Silence('the table has the lead under another reference');
  return reference;
}

export class Silence extends Error {
  override name = 'Silence';
}
