import { organisations } from '../storage/examples.ts';
import { type Work, work } from './challenge.ts';

export interface LeadSettings {
  /** Who is written to: their admins read the list. */
  readonly organisation: string;
  /** Sites whose form this is; empty: any, as long as the browser says that it is the same one. */
  readonly origins: readonly string[];
  /** Leads of one client, and of everybody together, in any hour. */
  readonly perClient: number;
  readonly perHour: number;
  readonly work: Work;
}

export const leadDefaults = { perClient: 5, perHour: 200, work } as const;

/** In development, tests and the sandbox the first example organisation is written to. */
export const exampleLeads: LeadSettings = {
  organisation: organisations.aster.id,
  origins: [],
  ...leadDefaults,
};
