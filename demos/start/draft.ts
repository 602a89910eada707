// The draft: kept in this browser until the message was taken, with the key that makes a repetition harmless.
import * as z from 'zod/mini';
import { empty, isWritten, type Values } from './values.ts';

export interface Draft {
  /** Idempotency-Key of this message, whatever becomes of the tries. */
  readonly key: string;
  readonly values: Values;
  /** It was sent, and nobody here knows whether it arrived. */
  readonly unsure: boolean;
}

/** localStorage, or nothing where the browser refuses it. */
export interface Shelf {
  read(): string | null;
  write(text: string): void;
  clear(): void;
}

export const draftName = 'start-draft';
const largest = 30_000;
const text = z.catch(z.string().check(z.maxLength(8_000)), '');
const form = z.object({
  key: z.string().check(z.regex(/^[0-9a-f-]{36}$/)),
  values: z.object({
    building: text,
    stage: text,
    matters: text,
    name: text,
    email: text,
    company: text,
    budget: z.catch(z.string(), empty.budget),
    time: z.catch(z.string(), empty.time),
    nda: z.catch(z.boolean(), false),
    topic: text,
    from: text,
    claim: text,
    looked: z.catch(z.array(z.string()), []),
  }),
  unsure: z.catch(z.boolean(), false),
});

/** null for none, and for one that is not of this form: a draft never breaks the page. */
export function readDraft(shelf: Shelf): Draft | null {
  const raw = shelf.read();
  if (raw === null || raw.length > largest) return null;
  try {
    const parsed = form.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** False when there is nothing to keep or the browser does not keep it. */
export function keepDraft(shelf: Shelf, draft: Draft): boolean {
  try {
    if (!isWritten(draft.values)) {
      shelf.clear();
      return false;
    }
    shelf.write(JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export const browserShelf: Shelf = {
  read() {
    try {
      return localStorage.getItem(draftName);
    } catch {
      return null;
    }
  },
  write(text) {
    localStorage.setItem(draftName, text);
  },
  clear() {
    try {
      localStorage.removeItem(draftName);
    } catch {
      // Where nothing can be kept, nothing is there.
    }
  },
};
