// What is wrong with the table. Pure: it is given the lists and the titles that exist.
import type { Row } from './row.ts';

/** What exists: titles of a test file, headings of a Markdown file; null where there is no such file. */
interface Existing {
  titles(file: string): readonly string[] | null;
  headings(file: string): readonly string[] | null;
}

/** @returns one sentence a fault; none when every item of `ids` has one row, and every row something true behind it. */
export function faultsOf(rows: readonly Row[], ids: readonly string[], existing: Existing): string[] {
  const wanted = new Set(ids);
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const row of rows) {
    if (!wanted.has(row.id)) faults.push(`${row.id}: no list has it.`);
    if (seen.has(row.id)) faults.push(`${row.id}: has two rows.`);
    seen.add(row.id);
    faults.push(...faultsOfRow(row, existing).map((fault) => `${row.id}: ${fault}`));
  }
  for (const id of ids) if (!seen.has(id)) faults.push(`${id}: has no row.`);
  return faults;
}

function faultsOfRow(row: Row, { titles, headings }: Existing): string[] {
  const { about, tests = [], documents = [], deviation, notApplicable } = row;
  const faults: string[] = [];
  if (about.trim() === '') faults.push('says nothing of what it is about.');
  const reasons = [deviation, notApplicable].filter((reason) => reason !== undefined);
  if (tests.length + documents.length === 0 && reasons.length === 0)
    faults.push('has neither a test nor a document nor a reason.');
  // A word is not a reason.
  for (const reason of reasons)
    if (reason.trim().split(/\s+/).length < 5) faults.push('has a reason that says nothing.');
  if (notApplicable !== undefined && (tests.length + documents.length > 0 || deviation !== undefined))
    faults.push('does not apply, and yet has more to say.');
  for (const [file, title] of tests) {
    const known = titles(file);
    if (known === null) faults.push(`there is no test file ${file}.`);
    else if (title.length < 8 || !known.some((one) => one.includes(title)))
      faults.push(`no test of ${file} has “${title}” in its title.`);
  }
  for (const [file, heading] of documents)
    if (headings(file)?.includes(heading) !== true)
      faults.push(`there is no heading “${heading}” in ${file}.`);
  return faults;
}
