// One proof: arrange, act, expect, written against a Client and nothing else. The same file runs in the tests, in the
// reader's tab and against a server by its URL. What it must find is in `expect`; what makes it fail is in `weak`.
import type { Bench } from './bench.ts';

export type Layer = 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6';

/** What a host must be able to do beside answering: show its database to the owner, or move its clock. */
export type Need = 'inspect' | 'clock';

/** A host on which this proof must fail: a proof that cannot fail shows nothing. Used in tests only. */
export interface Weakness {
  readonly off?: readonly Layer[];
  /** Run as the owner of the tables before the proof. */
  readonly sql?: string;
  /** A cache that removes nothing before its time. */
  readonly cacheKeeps?: true;
  /** Lifetimes of L3. */
  readonly graceSeconds?: number;
  /** What a service without the property would answer instead. */
  readonly answers?: (path: string, answer: Bent) => Bent;
}

export interface Bent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Says what must hold, and whether it did. All of them are asked, so that evidence shows every one. */
export type Is = (says: string, held: boolean) => void;

export interface Proof<A = unknown, R = unknown> {
  /** The file's name. */
  readonly id: string;
  /** What is done and what must come of it, in one sentence. */
  readonly says: string;
  /** Which layer decides, or what else: the audit trail, the data itself. */
  readonly layer: Layer | 'audit' | 'data';
  /** Id in barriers.ts of what decides, where the answer does not say it. */
  readonly decides?: string;
  readonly needs: readonly Need[];
  readonly weak: Weakness;
  /** How often it signs in or refreshes itself: hosts count that. Default: not at all. A test holds it against a run. */
  readonly signIns?: number;
  /** Runs after the others, because it uses something up. */
  readonly last?: true;
  arrange(bench: Bench): Promise<A>;
  act(bench: Bench, arranged: A): Promise<R>;
  expect(result: R, is: Is, arranged: A): void;
  /** Leaves the example data as it was found; runs whatever happened. */
  restore?(bench: Bench, arranged: A): Promise<void>;
}

/** Ties the three steps together by type. */
export const proof = <A, R>(
  definition: Omit<Proof<A, R>, 'arrange' | 'needs'> & {
    readonly needs?: readonly Need[];
    arrange?(bench: Bench): Promise<A>;
  },
): Proof => ({ needs: [], arrange: async () => undefined, ...definition }) as unknown as Proof;
