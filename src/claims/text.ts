// Claims in the Markdown twins: the sentence, the kind in words, and the ledger as tables.
import { unknown } from '../markdown/problem.ts';
import { table } from '../twins/table.ts';
import { kinds } from './claim.ts';
import { groups } from './ledger.ts';
import { claimsById } from './read.ts';

export function claimText(id: string | undefined, inner: string, file: string): string {
  const claim = claimsById().get(id ?? '');
  if (!claim) throw new Error(`${file}: ${unknown('claim', id ?? '', [...claimsById().keys()])}`);
  return `${inner} [${kinds[claim.kind].word}](/proofs/#${claim.id})`;
}

export const ledgerText = (): string =>
  groups()
    .map(({ title, claims }) => {
      const rows = claims.map(({ sentence, kind, proofs, tests, template, why }) => [
        sentence,
        kinds[kind].word,
        [...proofs.map((id) => `\`${id}\``), ...template, ...tests.map(({ file }) => `\`${file}\``)].join(
          ', ',
        ) ||
          (why ?? ''),
      ]);
      return `### ${title}\n\n${table(['Claim', 'State', 'Behind it'], rows)}`;
    })
    .join('\n\n');
