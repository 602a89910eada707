// What stops the build: a claim that nothing checks, a check that no claim names, a page that says something else, a proof
// that failed. Pure: the claims, the pages' uses and what exists come in, the faults go out.
import type { Fault } from '../markdown/checks.ts';
import { unknown } from '../markdown/problem.ts';
import { type Claim, plain } from './claim.ts';
import { pageOfClaim } from './place.ts';
import type { ClaimUse } from './uses.ts';

export interface Existing {
  /** Ids of the proofs that there are. */
  readonly proofs: readonly string[];
  readonly parts: readonly string[];
  /** Names of the drift gate's checks. Each of them holds, or there is no build. */
  readonly template: readonly string[];
  /** Text of a test file; null when there is none. */
  readonly test: (file: string) => string | null;
  /** Why a proof did not hold in the last run; undefined when it held. */
  readonly failure: (proof: string) => string | undefined;
  /** Text of the leads, by page. */
  readonly lead: (page: string) => string | undefined;
  /** What the diagram writes on the claim's part. */
  readonly label: (claim: Claim) => string | undefined;
}

export function claimFaults(
  claims: readonly Claim[],
  uses: readonly ClaimUse[],
  existing: Existing,
): Fault[] {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const named = new Set(claims.flatMap(({ proofs }) => proofs));
  return [
    ...claims.flatMap((claim) => ownFaults(claim, uses, existing)),
    ...uses.flatMap((use) => useFaults(use, known.get(use.id), known, uses)),
    ...existing.proofs
      .filter((id) => !named.has(id))
      .map((id) => ({ file: `demos/proofs/${id}.ts`, line: 1, message: 'no claim names this proof' })),
  ];
}

function ownFaults(claim: Claim, uses: readonly ClaimUse[], existing: Existing): Fault[] {
  const { file, part, proofs, tests, template, stands, id, sentence } = claim;
  const at = (message: string): Fault => ({ file, line: 1, message });
  const faults: Fault[] = [];
  if (part !== undefined && !existing.parts.includes(part))
    faults.push(at(unknown('part', part, existing.parts)));
  for (const proof of proofs) {
    if (!existing.proofs.includes(proof)) {
      faults.push(at(unknown('proof', proof, existing.proofs)));
      continue;
    }
    const why = existing.failure(proof);
    if (why !== undefined) faults.push(at(`the proof "${proof}" did not hold: ${why}`));
  }
  for (const check of template)
    if (!existing.template.includes(check))
      faults.push(at(unknown('check of the drift gate', check, existing.template)));
  for (const test of tests) {
    const text = existing.test(test.file);
    if (text === null) faults.push(at(`no test file "${test.file}"`));
    else if (!text.includes(test.title)) faults.push(at(`no test of ${test.file} is called "${test.title}"`));
  }
  if (stands === 'text' && !uses.some((use) => use.id === id))
    faults.push(at('no page has this claim: put <Claim id="…"> around the sentence'));
  if (stands === 'lead') {
    const lead = existing.lead(pageOfClaim(claim));
    if (lead === undefined || !plain(lead).includes(plain(sentence)))
      faults.push(at('the lead of the page does not say this'));
  }
  if (stands === 'diagram' && !existing.label(claim)?.includes(sentence))
    faults.push(at(`the part "${part}" does not say this`));
  return faults;
}

function useFaults(
  { id, text, file, line }: ClaimUse,
  claim: Claim | undefined,
  known: ReadonlyMap<string, Claim>,
  uses: readonly ClaimUse[],
): Fault[] {
  if (claim === undefined) return [{ file, line, message: unknown('claim', id, [...known.keys()]) }];
  const faults: Fault[] = [];
  if (text !== plain(claim.sentence))
    faults.push({ file, line, message: `the page says “${text}”, and the claim “${plain(claim.sentence)}”` });
  if (uses.filter((use) => use.id === id).length > 1)
    faults.push({ file, line, message: `the claim "${id}" stands in more than one place` });
  return faults;
}
