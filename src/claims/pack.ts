// The evidence pack: what the ledger shows, as data. The page, the JSON and the printable file are made from this one object.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Kind, kinds } from './claim.ts';
import { counted, groups } from './ledger.ts';
import { placeOf } from './place.ts';
import { lastRun, type ProofResult, resultsFile } from './results.ts';

export const disclaimer =
  'This demonstrates the reference implementation. It is not an audit, and it says nothing about a system that you run.';

export interface PackedClaim {
  readonly id: string;
  readonly sentence: string;
  readonly section: string;
  readonly kind: Kind;
  readonly url: string;
  readonly why: string | null;
  readonly note: string | null;
  readonly owasp: readonly string[];
  readonly asvs: readonly string[];
  /** Ids among the pack's proofs. */
  readonly proofs: readonly string[];
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

export interface Pack {
  readonly title: string;
  readonly disclaimer: string;
  readonly run: { host: string; commit: string; date: string; sources: string; results: string } | null;
  readonly counts: Readonly<Partial<Record<Kind, number>>>;
  readonly kinds: Readonly<Record<string, string>>;
  readonly claims: readonly PackedClaim[];
  readonly proofs: readonly ProofResult[];
}

export function pack(site: URL | string): Pack {
  const run = lastRun();
  return {
    title: 'LavBytes System Architecture: claims and evidence',
    disclaimer,
    run: run && {
      host: run.host,
      commit: run.commit,
      date: run.date,
      sources: run.sources,
      results: createHash('sha256').update(readFileSync(resultsFile)).digest('hex'),
    },
    counts: Object.fromEntries(counted()),
    kinds: Object.fromEntries(Object.values(kinds).map(({ word, means }) => [word, means])),
    claims: groups().flatMap(({ claims }) =>
      claims.map((claim) => ({
        id: claim.id,
        sentence: claim.sentence,
        section: claim.section,
        kind: claim.kind,
        url: new URL(placeOf(claim), site).href,
        why: claim.why ?? null,
        note: claim.note ?? null,
        owasp: claim.owasp,
        asvs: claim.asvs,
        proofs: claim.proofs,
        tests: claim.tests,
      })),
    ),
    proofs: run?.results ?? [],
  };
}
