// The script that every host answers alike. Each part is one conversation with a host that has just been started: ten
// sign-ins a minute are allowed, as in production, and no part has more of them than that, except to be refused.
import type { Client } from '../contract.ts';
import { accounts } from './accounts.ts';
import { documents } from './documents.ts';
import { intake } from './intake.ts';
import { leads } from './leads.ts';
import { sessions } from './sessions.ts';
import { type Step, type Talk, talkTo } from './talk.ts';
import { wire } from './wire.ts';

export type Part = 'wire' | 'documents' | 'sessions' | 'accounts' | 'intake' | 'leads';

const scripts: Readonly<Record<Part, (talk: Talk) => Promise<void>>> = {
  wire,
  documents,
  sessions,
  accounts,
  intake,
  leads,
};

export const parts = Object.keys(scripts) as readonly Part[];

/** @param client of a service with the example data in which nobody has done anything yet. */
export async function converse(part: Part, client: Client): Promise<readonly Step[]> {
  const talk = talkTo(client);
  await scripts[part](talk);
  return talk.steps;
}
