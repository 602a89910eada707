// Scripts that were run, newest first, kept in this browser unless the reader says no. What is read back may have been written by
// anybody who had the browser, so it is parsed like any input.
import * as z from 'zod/mini';
import { roleIds } from './roles.ts';

const entry = z.strictObject({
  sql: z.string().check(z.maxLength(8_000)),
  role: z.enum(roleIds),
  /** Milliseconds since the epoch. */
  at: z.number(),
  failed: z.boolean(),
});
const stored = z.strictObject({ keep: z.boolean(), entries: z.array(entry).check(z.maxLength(200)) });

export type Entry = z.infer<typeof entry>;
export type History = z.infer<typeof stored>;

export const noHistory: History = { keep: true, entries: [] };
const most = 100;
const key = 'lavbytes.postgres.history';

/** The same script again moves to the top; what is longer than an entry may be is not kept. */
export function withEntry(history: History, one: Entry): History {
  if (one.sql.length > 8_000) return history;
  const others = history.entries.filter(({ sql, role }) => sql !== one.sql || role !== one.role);
  return { ...history, entries: [one, ...others].slice(0, most) };
}

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** @param shelf throws where the browser forbids it: then there is no history beyond this page */
export function readHistory(shelf: () => Shelf): History {
  try {
    const text = shelf().getItem(key);
    const found = z.safeParse(stored, JSON.parse(text ?? 'null'));
    return found.success ? found.data : noHistory;
  } catch {
    return noHistory;
  }
}

/** With `keep` off only that wish is kept. @returns false when the browser did not take it */
export function writeHistory(shelf: () => Shelf, history: History): boolean {
  try {
    if (history.keep && history.entries.length === 0) shelf().removeItem(key);
    else shelf().setItem(key, JSON.stringify(history.keep ? history : { keep: false, entries: [] }));
    return true;
  } catch {
    return false;
  }
}
