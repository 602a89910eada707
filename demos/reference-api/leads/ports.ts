// What the handler needs, and no more: it runs inside the reference API on PostgreSQL, and as a small Lambda on DynamoDB.

/** As it is stored: nothing of what the person wrote is readable in it. */
export interface StoredLead {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Uint8Array;
  /** Milliseconds. */
  readonly at: number;
}

export interface NewLead extends StoredLead {
  readonly key: string;
  readonly fingerprint: Uint8Array;
  readonly nonce: string;
  readonly person: Uint8Array;
  readonly deleteAfter: number;
}

export interface KnownLead {
  readonly fingerprint: Uint8Array;
  readonly reference: string;
  readonly at: number;
}

export interface DueLead extends StoredLead {
  /** This one included. */
  readonly attempts: number;
}

export interface LeadStore {
  known(key: string): Promise<KnownLead | null>;
  /** 'stored' for exactly one caller of a key; 'known' for the others; 'paid': the proof of work paid for another lead. */
  put(lead: NewLead): Promise<'stored' | 'known' | 'paid'>;
  /** Takes what is due until `until`: nobody else gets it before. */
  takeDue(now: number, until: number, most: number): Promise<readonly DueLead[]>;
  sent(id: string, now: number): Promise<void>;
  /** @param again when to try again, or null: given up. */
  notSent(id: string, now: number, again: number | null): Promise<void>;
  /** Given-up ones are due again. @returns how many */
  revive(now: number): Promise<number>;
  ofPerson(person: Uint8Array): Promise<readonly StoredLead[]>;
  forgetPerson(person: Uint8Array): Promise<number>;
  /** Deletes what has been kept for as long as was promised. @returns how many */
  forgetOld(now: number): Promise<number>;
}

/** A text for one lead, encrypted, and back. */
export interface LeadSealing {
  seal(id: string, text: string): Promise<Uint8Array>;
  /** @throws when it was not sealed for this lead */
  open(id: string, sealed: Uint8Array): Promise<string>;
}

/** Lets a caller through, or says in how many seconds to come again. The caller is known by a hash only. */
export type TakeQuota = (
  client: string,
) => Promise<{ readonly allowed: boolean; readonly resetSeconds: number }>;

export interface Letter {
  /** The same for every attempt, so that a mail box can tell a repetition (RFC 5322, 3.6.4). */
  readonly messageId: string;
  readonly replyTo: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

export interface Mail {
  /** Resolves when the mail service has taken it. @throws when it has not, or nobody knows */
  send(letter: Letter): Promise<void>;
}
