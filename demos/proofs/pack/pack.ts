// The evidence pack as data: claims, results, host, commit, hashes. The build makes one of the recorded run, a page one of its
// own; both are shown and printed by the same code (pack-html.ts), so their figures are the same figures.
import type { Evidence, Outcome, Result } from '../evidence.ts';

export interface PackedProof {
  readonly id: string;
  readonly says: string;
  readonly outcome: { readonly kind: Outcome['kind']; readonly why?: string | undefined };
  readonly ms: number;
  readonly evidence: Omit<Evidence, 'decided'> & {
    readonly decided: {
      readonly layer: string;
      readonly rule: string;
      readonly file: string;
      readonly line: number;
    };
  };
}

export interface PackedClaim {
  readonly id: string;
  readonly sentence: string;
  readonly section: string;
  readonly kind: string;
  readonly url: string;
  readonly why: string | null;
  readonly note: string | null;
  readonly owasp: readonly string[];
  readonly asvs: readonly string[];
  /** Ids of proofs. */
  readonly proofs: readonly string[];
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

export interface PackedRun {
  readonly host: string;
  readonly commit: string;
  /** ISO 8601 */
  readonly date: string;
  /** SHA-256 over proofs and service. */
  readonly sources: string;
  /** SHA-256 over the results: `JSON.stringify(proofs)`. */
  readonly results: string;
  /** Switched off for this run, on purpose. */
  readonly layersOff: readonly string[];
}

export interface Pack {
  readonly title: string;
  readonly disclaimer: string;
  readonly run: PackedRun | null;
  /** The last run of the pipeline, beside a run of somebody's own. */
  readonly recorded?: Pick<PackedRun, 'host' | 'commit' | 'date'>;
  readonly figures: Figures;
  readonly kinds: Readonly<Record<string, { sign: string; word: string; means: string; count: number }>>;
  readonly sections: Readonly<Record<string, string>>;
  readonly claims: readonly PackedClaim[];
  readonly proofs: readonly PackedProof[];
  /** Every rule that can decide, and where its source stands. */
  readonly rules: Readonly<Record<string, { readonly file: string; readonly line: number }>>;
}

export type Verdict = 'held' | 'failed' | 'not-run';

interface Count {
  readonly of: number;
  readonly held: number;
  readonly failed: number;
  readonly notRun: number;
}

/** Proofs, and the claims that they stand behind. */
export interface Figures {
  readonly proofs: Count;
  readonly claims: Count;
}

type Ran = Pick<PackedProof, 'id' | 'outcome'>;

/** A claim holds when each of its proofs does, and not when one fails. Null for a claim that no proof stands behind. */
export function verdictOf({ proofs }: Pick<PackedClaim, 'proofs'>, results: readonly Ran[]): Verdict | null {
  if (proofs.length === 0) return null;
  const kinds = proofs.map((id) => results.find((one) => one.id === id)?.outcome.kind);
  if (kinds.includes('failed')) return 'failed';
  return kinds.every((kind) => kind === 'held') ? 'held' : 'not-run';
}

export function figuresOf(claims: readonly Pick<PackedClaim, 'proofs'>[], results: readonly Ran[]): Figures {
  const ids = new Set(claims.flatMap(({ proofs }) => proofs));
  return {
    proofs: counted([...ids].map((id) => verdictOf({ proofs: [id] }, results))),
    claims: counted(claims.map((claim) => verdictOf(claim, results))),
  };
}

function counted(verdicts: readonly (Verdict | null)[]): Count {
  const count = (kind: Verdict) => verdicts.filter((one) => one === kind).length;
  const of = verdicts.filter((one) => one !== null).length;
  return { of, held: count('held'), failed: count('failed'), notRun: count('not-run') };
}

/** "24 of 26 hold, 1 does not, 1 did not run": said in the same words wherever it is said. */
export function inWords({ of, held, failed, notRun }: Count): string {
  const parts = [
    `${held} of ${of} hold`,
    ...(failed > 0 ? [`${failed} ${failed === 1 ? 'does' : 'do'} not`] : []),
    ...(notRun > 0 ? [`${notRun} did not run`] : []),
  ];
  return parts.join(', ');
}

/** The line of what decided, where the build knows it. */
export function packed({ evidence, ...result }: Result, rules: Pack['rules']): PackedProof {
  const { mark: _, ...decided } = evidence.decided;
  const line = rules[decided.rule]?.line ?? 0;
  return { ...result, evidence: { ...evidence, decided: { ...decided, line } } };
}

/** A run of somebody's own in the place of the recorded one. */
export async function packOf(
  recorded: Pack,
  results: readonly Result[],
  run: Omit<PackedRun, 'results' | 'sources'>,
): Promise<Pack> {
  const proofs = results.map((one) => packed(one, recorded.rules));
  const { host, commit, date, sources } = recorded.run ?? { host: '', commit: '', date: '', sources: '' };
  return {
    ...recorded,
    run: { ...run, sources, results: await hashOf(proofs) },
    ...(recorded.run && { recorded: { host, commit, date } }),
    figures: figuresOf(recorded.claims, proofs),
    proofs,
  };
}

/** SHA-256 as hex. */
export async function hashOf(proofs: readonly PackedProof[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(proofs));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
