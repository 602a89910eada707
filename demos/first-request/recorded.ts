// The answers of a recorded run, for every person and request: what the reader sees before anything runs.
// recorded.services.test.ts writes recorded.json and compares it with what the service answers today.
import type { HttpExchange } from '../kit/http.ts';
import { askedOf, type PersonId, type RequestId, samples } from './demo.ts';
import recording from './recorded.json' with { type: 'json' };

interface Recording {
  /** "2026-11-22" */
  readonly on: string;
  readonly answers: Readonly<Record<string, Pick<HttpExchange, 'answered' | 'milliseconds' | 'spans'>>>;
}
const { on, answers } = recording as unknown as Recording;

export const recordedText = `recorded ${on} · Node, PostgreSQL 18 (PGlite)`;

/** Requests without a token are the same whoever does not say who they are. */
export const keyOf = (person: PersonId, request: RequestId): string =>
  samples[request].anonymous ? request : `${person} ${request}`;

/** @throws for a pair that was not recorded; the test asks for all of them */
export function recordedExchange(person: PersonId, request: RequestId): HttpExchange {
  const found = answers[keyOf(person, request)];
  if (!found) throw new Error(`No recording of ${keyOf(person, request)}.`);
  return { asked: askedOf(request, tokenWord), host: { kind: 'recorded', text: recordedText }, ...found };
}

/** Tokens are not recorded. */
export const tokenWord = '(left out of the recording)';
