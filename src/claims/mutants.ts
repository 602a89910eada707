// The mutation run of demos/proofs: one weakened service a line, the proofs that noticed it, and so the claims that went red. The
// tests run all of them and hold these lines against what came out.
import { z } from 'astro/zod';
import raw from '../../demos/proofs/mutation/results.jsonl?raw';
import { table } from '../twins/table.ts';
import type { Claim } from './claim.ts';
import { placeOf } from './place.ts';
import { claimsById } from './read.ts';

const row = z.strictObject({
  id: z.string(),
  layer: z.string(),
  says: z.string(),
  file: z.string(),
  /** Two places were changed, because another barrier hides the first. */
  both: z.boolean(),
  red: z.array(z.string()).min(1),
});
type MutantRow = z.output<typeof row>;

export const mutantRows: readonly MutantRow[] = raw
  .trim()
  .split('\n')
  .map((line) => row.parse(JSON.parse(line)));

/** The sentences that one of the failed proofs stands behind. */
export const redClaims = ({ red }: MutantRow): readonly Claim[] =>
  [...claimsById().values()].filter(({ proofs }) => proofs.some((id) => red.includes(id)));

export const mutantsText = (): string =>
  table(
    ['What was weakened', 'Layer', 'Proofs that failed', 'Claims that went red'],
    mutantRows.map((one) => [
      one.says,
      one.layer,
      one.red.map((id) => `\`${id}\``).join(', '),
      redClaims(one)
        .map((claim) => `[${claim.id}](${placeOf(claim)})`)
        .join(', '),
    ]),
  );
