// The entries as the list shows them: what each says, and whether the verifier got past it.
import type { Verdict } from '#api/audit/verify.ts';

export interface Entry {
  readonly seq: number;
  readonly says: string;
  readonly hash: string;
  readonly previous: string;
  /** 'bad': the first place that does not follow. 'beyond': behind it, and so worth nothing. */
  readonly state: 'sound' | 'bad' | 'beyond';
}

const text = new TextDecoder('utf-8');
const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

function saying(body: unknown): string {
  const written = text.decode(fromHex(String(body)));
  try {
    const { action, decision, rule } = JSON.parse(written) as Record<string, unknown>;
    if (typeof action === 'string') return `${action}: ${decision}, ${rule}`;
  } catch {
    // Shown as it stands.
  }
  return written.slice(0, 80) || 'nothing';
}

export function entriesOf(rows: readonly Readonly<Record<string, unknown>>[], verdict: Verdict): Entry[] {
  const bad = verdict.kind === 'broken' ? verdict.seq : Number.POSITIVE_INFINITY;
  let met = false;
  return rows.map((row) => {
    const seq = Number(row['seq']);
    // A gap has no entry of that number: the next one is where it shows.
    const state = met ? 'beyond' : seq >= bad ? 'bad' : 'sound';
    met ||= state === 'bad';
    return {
      seq,
      state,
      says: saying(row['body']),
      hash: String(row['hash']),
      previous: String(row['previous']),
    };
  });
}
