// Random numbers that are the same in every engine: whole-number arithmetic only (mulberry32, public domain by T. Ettinger).

export interface Random {
  /** In [0, 1), 32 bits of it. */
  next(): number;
  /** A whole number in [0, n). */
  below(n: number): number;
  chance(p: number): boolean;
  pick<T>(from: readonly T[]): T;
}

export function random(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (n: number): number => Math.floor(next() * n);
  return { next, below, chance: (p) => next() < p, pick: (from) => from[below(from.length)] as never };
}
