// One mutant: the service weakened in one place, as a careless change would do it; in two, where another barrier would hide that.
// It is applied to the text on its way into a bundle (bundle.ts); the files themselves are never touched.
import type { Layer } from '../proof.ts';

interface Edit {
  /** Inside demos/reference-api. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly put: string;
}

export interface Mutant extends Edit {
  /** "edge-body-size": part and what was lost. */
  readonly id: string;
  readonly layer: Layer | 'RS' | 'audit' | 'data';
  /** What is wrong with the service then, as a sentence. */
  readonly says: string;
  /** The second barrier's place: with the first alone nothing gets through, so nothing would show. */
  readonly also?: readonly Edit[];
  /** The proofs that must fail, and no others. Never none. */
  readonly red: readonly string[];
}

/** The text of this file with the mutant in it. @throws when a place is not there once: then the mutant is out of date. */
export function mutated(file: string, text: string, mutant: Mutant): string {
  let now = text;
  for (const { find, put } of editsOf(mutant).filter((one) => one.file === file)) {
    const parts = now.split(find);
    if (parts.length !== 2)
      throw new Error(
        `${mutant.id}: its place stands ${parts.length - 1} times in ${file}. Choose a text that is there once.`,
      );
    now = parts.join(put);
  }
  return now;
}

export const editsOf = (mutant: Mutant): readonly Edit[] => [mutant, ...(mutant.also ?? [])];

export type Judgement = 'as expected' | 'nothing notices' | 'other proofs than expected';

/** @param red the proofs that failed with it. */
export function judge({ red: expected }: Pick<Mutant, 'red'>, red: readonly string[]): Judgement {
  if (red.length === 0) return 'nothing notices';
  return [...red].sort().join() === [...expected].sort().join()
    ? 'as expected'
    : 'other proofs than expected';
}
