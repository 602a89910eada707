import type { Step } from './talk.ts';

export interface Difference {
  readonly name: string;
  readonly one: unknown;
  readonly other: unknown;
}

/** Where two conversations part: each step as a whole, in order; nothing is left out of the comparison. */
export function differences(one: readonly Step[], other: readonly Step[]): Difference[] {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, i) => ({ one: facts(one[i]), other: facts(other[i]), i }))
    .filter(({ one, other }) => JSON.stringify(one) !== JSON.stringify(other))
    .map(({ one: a, other: b, i }) => ({ name: one[i]?.name ?? other[i]?.name ?? '', one: a, other: b }));
}

/** The path as it was sent has ids in it, and the name has it without. */
const facts = (step: Step | undefined) =>
  step && { name: step.name, status: step.status, headers: step.headers, body: step.body };
