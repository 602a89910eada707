// The attack matrix as demos/proofs computed it: one row a line, held against a new run by the tests.
import { z } from 'astro/zod';
import raw from '../../demos/proofs/matrix.jsonl?raw';
import { table } from '../twins/table.ts';

export const barriers = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'RS'] as const;
const barrier = z.enum(barriers);
const row = z.object({
  id: z.string(),
  title: z.string(),
  attack: z.string(),
  chain: z.array(
    z.object({ by: z.union([barrier, z.literal('beneath')]), rule: z.string(), status: z.int() }),
  ),
  alone: z.array(barrier),
  beneath: z.string().nullable(),
  single: z.boolean(),
});
export type MatrixRow = z.output<typeof row>;

export const matrixRows: readonly MatrixRow[] = raw
  .trim()
  .split('\n')
  .map((line) => row.parse(JSON.parse(line)));

/** "first, alone": where a barrier answers, and whether it stops the attack with all others off. */
export function cell(
  { chain, alone }: MatrixRow,
  one: (typeof barriers)[number],
): { place: number; alone: boolean } | null {
  const place = chain.findIndex(({ by }) => by === one) + 1;
  const by = alone.includes(one);
  return place === 0 && !by ? null : { place, alone: by };
}

export const matrixText = (): string =>
  table(
    ['Attack', 'Stopped by, in this order', 'Alone', 'With everything off'],
    matrixRows.map(({ title, chain, alone, beneath, single }) => [
      title,
      chain
        .map(({ by, rule }) => (by === 'beneath' ? '' : `${by} \`${rule}\``))
        .filter(Boolean)
        .join(', '),
      alone.join(', '),
      `${beneath ?? 'gets through'}${single ? ' (a single barrier)' : ''}`,
    ]),
  );
