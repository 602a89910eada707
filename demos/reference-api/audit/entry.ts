// What an entry says. Ids and codes only: a chain that nobody may edit is no place for names, texts or addresses.

export interface Entry {
  /** Milliseconds since 1970-01-01 UTC, whole. */
  readonly at: number;
  /** Whose trail it belongs to; null before anybody is known. */
  readonly organisation: string | null;
  /** Who: user id, or null when nobody is signed in. */
  readonly subject: string | null;
  /** What was asked for: the route's id, "documents.read". */
  readonly action: string;
  /** Id of the thing it was asked for, or null. */
  readonly resource: string | null;
  readonly decision: 'allow' | 'deny';
  /** Id of the rule that decided, "documents.read.other-tenant". */
  readonly rule: string;
  /** W3C trace id. */
  readonly trace: string;
  /** More ids, codes and counts; numbers are finite. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * The text that is stored and hashed as UTF-8, byte for byte. JSON with the keys in this order; control characters and lone
 * surrogates leave JSON.stringify as escapes, so the text holds nothing that PostgreSQL would refuse or change.
 */
export function bodyOf(entry: Entry): string {
  const { subject, action, resource, decision, rule, trace, details } = entry;
  return JSON.stringify({ subject, action, resource, decision, rule, trace, ...(details && { details }) });
}
