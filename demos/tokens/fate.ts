// What happens to one session of two tabs, drawn from a seed before any strategy is asked: every strategy meets the same
// fate. The page describes these draws in words (content/pages/demos/tokens.mdx), and a test draws them again from there.

export interface Round {
  /** Two tabs wake, the second `gap` milliseconds after the first. */
  readonly both: boolean;
  readonly gap: number;
  /** Milliseconds to the service and back, for each tab. */
  readonly there: readonly [number, number];
  readonly back: readonly [number, number];
  /** The first tab's answer does not arrive; it asks again. */
  readonly lost: boolean;
  /** The second tab's request is held up by 30 s. */
  readonly held: boolean;
}
export interface Fate {
  readonly rounds: readonly Round[];
  /** Null: nobody steals. Else the round whose token is copied, and how long after its sending it is replayed first. */
  readonly theft: { readonly round: number; readonly after: number } | null;
}

export const rounds = 6;
const waits = [1_000, 4_000, 8_000, 30_000, 600_000] as const;

/** mulberry32: numbers from 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function fateOf(seed: number, run: number): Fate {
  const random = randomFrom(Math.imul(seed, 1_000_003) + run);
  const trip = () => 20 + Math.floor(random() * 480);
  const drawn = Array.from({ length: rounds }, (): Round => {
    const both = random() < 0.5;
    const gap = Math.floor(random() * 1_500);
    const [thereA, backA, thereB, backB] = [trip(), trip(), trip(), trip()];
    const lost = random() < 0.03;
    const held = random() < 0.02;
    return { both, gap, there: [thereA, thereB], back: [backA, backB], lost, held };
  });
  const stolen = random() < 0.5;
  const round = Math.floor(random() * rounds);
  const after = waits[Math.floor(random() * waits.length)] as number;
  return { rounds: drawn, theft: stolen ? { round, after } : null };
}
