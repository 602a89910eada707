// One attack: what is tried, and how one sees that it got through. The matrix runs it with layers switched off.
import type { Answer, Bench } from './bench.ts';
import type { Layer, Need } from './proof.ts';

export interface Attack<A = unknown> {
  /** The file's name. */
  readonly id: string;
  /** "Algorithm none" */
  readonly title: string;
  /** What the attacker does and wants, in one sentence. */
  readonly attack: string;
  readonly needs: readonly Need[];
  /** The layer that stops it without an answer that says so. */
  readonly silently?: Layer | 'RS';
  /** What stops it when every switch is off, in words; there must be something then, and only then. */
  readonly beneath?: string;
  arrange(bench: Bench): Promise<A>;
  /** The calls of the attacker; the last answer is the one that counts. */
  act(bench: Bench, arranged: A): Promise<Answer>;
  /** Whether the attacker has what was wanted. A refusal by any layer, or by the database, is no. */
  through(answer: Answer, arranged: A): boolean;
  restore?(bench: Bench, arranged: A): Promise<void>;
}

export const attack = <A>(
  definition: Omit<Attack<A>, 'arrange' | 'needs'> & {
    readonly needs?: readonly Need[];
    arrange?(bench: Bench): Promise<A>;
  },
): Attack => ({ needs: [], arrange: async () => undefined, ...definition }) as unknown as Attack;

export const answered = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** How many calls a policy allows, as the answer says; `otherwise` where nothing is counted. */
export const limitOf = (answer: Answer | undefined, policy: string, otherwise: number): number =>
  Math.min(
    Number(
      new RegExp(`"${policy}";q=(\\d+)`).exec(answer?.headers.get('ratelimit-policy') ?? '')?.[1] ??
        otherwise,
    ),
    2_000,
  );
