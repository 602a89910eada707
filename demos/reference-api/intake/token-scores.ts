// How sure a language model was of each field, from the probabilities of the tokens that it wrote it in: the joint probability of
// all tokens that touch the value. What the model says about its own confidence is not read.
import { type FieldName, fieldNames } from './model/message.ts';

export interface Token {
  readonly token: unknown;
  readonly logprob: unknown;
}

/** @returns null where tokens and text do not match, or a probability is none: no signal is not certainty. */
export function scoresOfTokens(
  raw: string,
  tokens: readonly Token[] | null | undefined,
): Partial<Record<FieldName, number>> | null {
  if (tokens === null || tokens === undefined || tokens.length === 0) return null;
  const places: { from: number; to: number; logprob: number }[] = [];
  let at = 0;
  for (const { token, logprob } of tokens) {
    if (typeof token !== 'string' || typeof logprob !== 'number' || !(logprob <= 0)) return null;
    if (!raw.startsWith(token, at)) return null;
    places.push({ from: at, to: at + token.length, logprob });
    at += token.length;
  }
  if (at !== raw.length) return null;
  const scores: Partial<Record<FieldName, number>> = {};
  for (const { name, from, to } of valuesOf(raw)) {
    const sum = places.reduce((all, one) => (one.from < to && from < one.to ? all + one.logprob : all), 0);
    if ((fieldNames as readonly string[]).includes(name)) scores[name as FieldName] = Math.exp(sum);
  }
  return scores;
}

/** Members of a flat JSON object, where their values stand. One pass; text that is none gives what was found until then. */
function valuesOf(raw: string): { name: string; from: number; to: number }[] {
  const member = /"([A-Za-z]{1,40})"\s*:\s*("(?:[^"\\]|\\.)*"|[^,}\s]+)/gu;
  return [...raw.matchAll(member)].map((match) => {
    const to = match.index + match[0].length;
    return { name: match[1] as string, from: to - (match[2] as string).length, to };
  });
}
