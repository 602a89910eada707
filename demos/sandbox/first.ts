// The state that the server renders and the browser begins with, and the draft that an operation begins with.
import type { Draft } from './draft.ts';
import { exampleValues } from './example-values.ts';
import type { Operation } from './operations.ts';
import { firstState, type State } from './state.ts';

export const freshDraft = (operation: Operation, key: string): Draft => ({
  operation: operation.id,
  values: exampleValues(operation, () => key),
  raw: null,
});

export function operationOf({ operations, draft }: Pick<State, 'operations' | 'draft'>): Operation | null {
  return operations.find(({ id }) => id === draft.operation) ?? operations[0] ?? null;
}

const nothing: Draft = { operation: '', values: {}, raw: null };

/** @param chosen the operation that is in view. */
export function firstSandboxState(operations: readonly Operation[], chosen = 'documents.list'): State {
  const operation = operations.find(({ id }) => id === chosen) ?? operations[0];
  return firstState(operations, operation ? freshDraft(operation, 'sandbox-first-call') : nothing);
}
