// What people decided, once the time to take it back is over: the pipeline's last step for items that a person had.
import type { Entry } from '../audit/entry.ts';
import type { Deps } from '../deps.ts';
import { outputOf } from '../intake/auto-approve.ts';
import { hexOf } from '../intake/bound.ts';
import { entryOfPipeline, stored } from '../intake/entries.ts';
import { type Ended, enterPipeline, type NewOutput, type StoredInput } from '../intake/store.ts';
import type { Vault } from '../vault/vault.ts';
import { findDecisions } from './store.ts';

export interface Settled {
  readonly ended: Ended;
  readonly output: NewOutput | null;
  readonly item: null;
  readonly entries: readonly Entry[];
}

export async function decidedOf(
  deps: Pick<Deps, 'database' | 'objects' | 'clock'>,
  vault: Pick<Vault, 'seal'>,
  organisation: string,
  inputs: readonly StoredInput[],
): Promise<Settled[]> {
  const decisions = await deps.database.transaction(null, async (tx) => {
    await enterPipeline(tx, organisation);
    return findDecisions(
      tx,
      inputs.map(({ id }) => id),
    );
  });
  const at = deps.clock.now();
  return Promise.all(
    inputs.flatMap((input) => {
      const decision = decisions.find(({ input_id }) => input_id === input.id);
      return decision === undefined ? [] : [settle(input, decision)];
    }),
  );

  async function settle(input: StoredInput, decision: (typeof decisions)[number]): Promise<Settled> {
    const { draft, action, reviewer } = decision;
    const ended = { id: input.id, fence: input.fence, answer: null, calls: 0, tokens: 0, confidence: null };
    if (action === 'reject')
      return {
        ended: { ...ended, state: 'rejected' },
        output: null,
        item: null,
        entries: [
          entryOfPipeline(input, at, {
            action: 'pipeline.reject',
            decision: 'deny',
            rule: 'pipeline.reject',
            details: { input: hexOf(input.hash), decision: decision.id, by: reviewer },
          }),
        ],
      };
    const { inputHash, fields, model, prompt, schemaVersion, policyVersion, confidence, corrected } = draft;
    const output = await outputOf(deps, vault, {
      id: input.id,
      organisation,
      ...{ inputHash, fields, model, prompt, schemaVersion, policyVersion },
      how: corrected ? 'corrected' : 'approved',
      confidence,
      decidedBy: reviewer,
    });
    const said = stored(output);
    const details = { ...said.details, input: inputHash, decision: decision.id, by: reviewer };
    return {
      ended: { ...ended, state: 'stored' },
      output,
      item: null,
      entries: [entryOfPipeline(input, at, { ...said, details })],
    };
  }
}
