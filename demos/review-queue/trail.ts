// The audit trail beside the queue: read as the owner of the tables, judged by the API's own verifier, and a copy with one entry
// changed, which is read back and rolled back.
import type { Verdict } from '#api/audit/verify.ts';
import { tampered, verdictOn, wholeTrail } from '../proofs/trail.ts';
import type { Running } from '../runtime/contract.ts';

type Row = Readonly<Record<string, unknown>>;

export interface Line {
  readonly seq: number;
  /** Milliseconds since the epoch, by the service's clock. */
  readonly at: number;
  readonly subject: string | null;
  readonly action: string;
  readonly resource: string | null;
  readonly rule: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

export interface Trail {
  readonly rows: readonly Row[];
  /** Of the queue and the pipeline, oldest first. */
  readonly lines: readonly Line[];
}

/** Where the chain stood when it was last found sound: kept by the page, outside the database. */
export interface Kept {
  readonly seq: number;
  readonly hash: string;
}

type Inspect = NonNullable<Running['inspect']>;

export async function readTrail(inspect: Inspect): Promise<Trail> {
  return trailOf(await inspect(wholeTrail));
}

/** The trail as it would be if the owner had put another action or decision into that entry. Nothing of it stays. */
export async function readTampered(inspect: Inspect, seq: number): Promise<Trail> {
  const change = `update audit_entries set body = convert_to(
    replace(replace(convert_from(body, 'UTF8'), '"action":"approve"', '"action":"reject"'), '"decision":"allow"', '"decision":"deny"'),
    'UTF8') where seq = ${Math.trunc(seq)}`;
  return trailOf(await inspect(tampered(change)));
}

/** @param kept what it must still pass through */
export const judge = ({ rows }: Trail, kept: Kept | null): Promise<Verdict> =>
  verdictOn(rows, kept === null ? undefined : { seq: kept.seq, hash: kept.hash });

const text = new TextDecoder('utf-8');
const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

function trailOf({ fields, rows }: Awaited<ReturnType<Inspect>>): Trail {
  const all = rows.map((row) => Object.fromEntries(fields.map((field, i) => [field, row[i]])));
  return { rows: all, lines: all.flatMap(lineOf) };
}

function lineOf(row: Row): Line[] {
  try {
    const body = JSON.parse(text.decode(bytes(String(row['body']))));
    const { subject, action, resource, rule, details = {} } = body;
    if (!/^(review\.(?!list|patterns)|pipeline\.|intake\.create)/.test(action)) return [];
    return [
      {
        seq: Number(row['seq']),
        at: Number(row['at']),
        hash: String(row['hash']),
        subject,
        action,
        resource,
        rule,
        details,
      },
    ];
  } catch {
    return [];
  }
}
