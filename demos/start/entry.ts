// The number of what was sent, kept in this tab's own history entry: a page that is loaded anew still knows that it arrived. The
// entry goes with the tab, and no other page or tab reads it.
import * as z from 'zod/mini';
import type { Arrived } from './shown.ts';

export interface Entry {
  read(): Arrived | null;
  write(arrived: Arrived): void;
}

const form = z.object({
  start: z.object({ reference: z.string().check(z.maxLength(40)), at: z.string().check(z.maxLength(40)) }),
});

export const historyEntry: Entry = {
  read: () => form.safeParse(history.state).data?.start ?? null,
  write: (arrived) => history.replaceState({ ...history.state, start: arrived }, ''),
};
