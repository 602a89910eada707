// What the demo holds, and what follows from it. Pure.
import { type ContractId, contractIds, contractOf, type Example } from './contracts.ts';
import type { Ended, Found } from './isolate/task.ts';
import type { Sides } from './json-schema.ts';
import { sidesOf } from './json-schema.ts';
import { judgeText, read } from './judge.ts';
import type { Path } from './near-misses.ts';
import { ownExamples, ownSource } from './own.ts';
import type { Ways } from './unknown-keys.ts';
import { compareWays } from './unknown-keys.ts';
import type { Issue, Verdict } from './verdict.ts';

export type Subject = ContractId | 'own';

export interface Value {
  readonly id: number;
  readonly name: string;
  readonly text: string;
  /** Made by a generator: a near miss and where its refusal must point, or one that must be accepted. */
  readonly made?: { readonly kind: 'near'; readonly path: Path } | { readonly kind: 'valid' };
}

export const filters = ['all', 'refused', 'accepted', 'unexpected'] as const;
export type Filter = (typeof filters)[number];

export interface List {
  readonly values: readonly Value[];
  readonly chosen: number;
  readonly filter: Filter;
}

/** Of the reader's schema: what its last run said, by value. A value that was changed since is another one. */
export interface Results {
  readonly verdicts: ReadonlyMap<Value, Verdict>;
  readonly sides: Sides | null;
  readonly ways: Ways | null;
}

export type Engine =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly received: number }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly values: number; readonly milliseconds: number }
  | { readonly kind: 'ended'; readonly ended: Ended }
  | { readonly kind: 'missing' };

export interface Places {
  value(text: string, issue: Issue): { readonly from: number; readonly to: number };
  schema(source: string, issue: Issue): { readonly from: number; readonly to: number } | null;
}

export interface State {
  readonly subject: Subject;
  readonly lists: Readonly<Record<Subject, List>>;
  /** The reader's schema. */
  readonly own: string;
  /** It came with a link and nobody here has run it yet. */
  readonly stranger: boolean;
  readonly results: Results | null;
  readonly engine: Engine;
  /** Issue of the chosen value that was jumped to; the number grows with each jump. */
  readonly spot: { readonly issue: Issue; readonly jump: number } | null;
  /** Null until the two grammars are here. */
  readonly places: Places | null;
  readonly nextId: number;
  /** Something to know, until the next action. */
  readonly notice: string | null;
}

/** Values in one list. */
export const mostValues = 400;

const listOf = (examples: readonly Example[], from: number): List => ({
  values: examples.map((one, at) => ({ id: from + at, ...one })),
  // The last one asks for more than was offered: what the three ways make of that is shown first.
  chosen: from + examples.length - 1,
  filter: 'all',
});

export const subjects: readonly Subject[] = [...contractIds, 'own'];
export const examplesOf = (subject: Subject): readonly Example[] =>
  subject === 'own' ? ownExamples : contractOf(subject).examples;

export const begin: State = {
  subject: 'sign-in',
  lists: Object.fromEntries(
    subjects.map((subject, at) => [subject, listOf(examplesOf(subject), at * 10)]),
  ) as Record<Subject, List>,
  own: ownSource,
  stranger: false,
  results: null,
  engine: { kind: 'idle' },
  spot: null,
  places: null,
  nextId: 1_000,
  notice: null,
};

export const listIn = ({ lists, subject }: State): List => lists[subject];
export const chosenIn = (state: State): Value | undefined => {
  const { values, chosen } = listIn(state);
  return values.find(({ id }) => id === chosen) ?? values[0];
};
export const sourceIn = ({ subject, own }: State): string =>
  subject === 'own' ? own : contractOf(subject).source;

/** Contracts judge at once; a value that has not changed has not got another verdict. */
const judged = new Map<ContractId, WeakMap<Value, Verdict>>(contractIds.map((id) => [id, new WeakMap()]));

/** Null: the reader's schema has not run with this value. */
export function verdictIn({ subject, results }: State, value: Value): Verdict | null {
  if (subject === 'own') return results?.verdicts.get(value) ?? null;
  const known = judged.get(subject);
  const verdict = known?.get(value) ?? judgeText(contractOf(subject).schema, value.text);
  known?.set(value, verdict);
  return verdict;
}

/** A near miss that was let through or refused elsewhere, a valid value that was refused. */
export function isUnexpected({ made }: Value, verdict: Verdict | null): boolean {
  if (!made || !verdict) return false;
  if (made.kind === 'valid') return verdict.kind !== 'accepted';
  if (verdict.kind === 'unread') return false;
  return (
    verdict.kind === 'accepted' ||
    !verdict.issues.some(({ path }) => JSON.stringify(path) === JSON.stringify(made.path))
  );
}

export function isShown(state: State, value: Value): boolean {
  const { filter } = listIn(state);
  const verdict = verdictIn(state, value);
  if (filter === 'unexpected') return isUnexpected(value, verdict);
  if (filter === 'accepted') return verdict?.kind === 'accepted';
  if (filter === 'refused') return verdict !== null && verdict.kind !== 'accepted';
  return true;
}

export const counted = (state: State): Readonly<Record<Filter, number>> => {
  const { values } = listIn(state);
  const verdicts = values.map((value) => verdictIn(state, value));
  const accepted = verdicts.filter((one) => one?.kind === 'accepted').length;
  const known = verdicts.filter((one) => one !== null).length;
  const unexpected = values.filter((value, at) => isUnexpected(value, verdicts[at] ?? null)).length;
  return { all: values.length, accepted, refused: known - accepted, unexpected };
};

const sidesBy = new Map<ContractId, Sides | null>();
export function sidesIn({ subject, results }: State): Sides | null {
  if (subject === 'own') return results?.sides ?? null;
  if (!sidesBy.has(subject)) sidesBy.set(subject, sidesOf(contractOf(subject).schema));
  return sidesBy.get(subject) ?? null;
}

/** The chosen value under the three ways; of the reader's schema as the last run found it. */
export function waysIn(state: State): Ways | null {
  if (state.subject === 'own') return state.results?.ways ?? null;
  const found = read(chosenIn(state)?.text ?? '', false);
  return 'kind' in found ? null : compareWays(contractOf(state.subject).schema, found.value);
}

export const resultsOf = (values: readonly Value[], found: Found): Results => ({
  verdicts: new Map(
    values.flatMap((value, at): [Value, Verdict][] => {
      const verdict = found.verdicts[at];
      return verdict ? [[value, verdict]] : [];
    }),
  ),
  sides: found.sides,
  ways: found.ways,
});
