// The pipeline: takes inputs that are due, a batch at a time, and brings each to its end exactly once. Everything that would be
// lost by dying is in PostgreSQL before the next step begins; whoever takes over begins where the last commit was.
import { record } from '../audit/append.ts';
import type { Entry } from '../audit/entry.ts';
import type { Deps } from '../deps.ts';
import { decidedOf } from '../review/settled.ts';
import { insertItems, type NewItem } from '../review/store.ts';
import { rowOf } from '../storage/row-of.ts';
import type { Vault } from '../vault/vault.ts';
import { outputOf } from './auto-approve.ts';
import { base64Of, hexOf } from './bound.ts';
import { entriesOf } from './entries.ts';
import { type Evidence, evidenceOf, judgement } from './judgement.ts';
import { drift, stability } from './model/measures.ts';
import { policyOf } from './policies.ts';
import { type Answered, NoAnswer, type Processor } from './processor.ts';
import { queued } from './queued.ts';
import type { Policy } from './route-by-confidence.ts';
import {
  due,
  type Ended,
  end,
  enterPipeline,
  findPolicies,
  insertOutputs,
  keepAnswers,
  lease,
  type NewOutput,
  postpone,
  recentConfidences,
  type StoredInput,
} from './store.ts';

/** Between two of these the process may die. */
export type Boundary = 'leased' | 'answered' | 'kept' | 'routed' | 'put' | 'ended';

export interface WorkOptions {
  /** Inputs taken at once; 100 by default, 8 where each is a call to a model elsewhere. */
  readonly batch?: number;
  /** For tests: called at each boundary. */
  readonly at?: (boundary: Boundary) => void;
}

export interface Work {
  /** One batch of one organisation. @returns how many inputs it took; 0: nothing is due. */
  step(): Promise<number>;
  /** Steps until nothing is due. */
  drain(): Promise<void>;
}

/** A worker that is gone is missed after this long, milliseconds, and the time that an answer may take. */
export const leaseMs = 60_000;
/** After so many tries without an end, a person sees it. */
const mostAttempts = 5;

interface Done {
  readonly ended: Ended;
  readonly output: NewOutput | null;
  readonly item: NewItem | null;
  readonly entries: readonly Entry[];
}

export function createWork(
  deps: Pick<Deps, 'database' | 'objects' | 'clock' | 'log'>,
  vault: Vault,
  processor: Processor,
  { batch = processor.repeatable ? 100 : 8, at = () => {} }: WorkOptions = {},
): Work {
  const { database, clock } = deps;
  const seal = async (input: StoredInput, column: string, text: string) =>
    base64Of(await vault.seal('inputs', column, rowOf(input.organisation_id, input.id), text));
  const open = (input: StoredInput, column: string, sealed: Uint8Array) =>
    vault.open('inputs', column, rowOf(input.organisation_id, input.id), sealed);

  async function step(): Promise<number> {
    await vault.ready();
    for (const organisation of await due(database, new Date(clock.now()))) {
      const now = new Date(clock.now());
      const { inputs, policy, index } = await database.transaction(null, async (tx) => {
        await enterPipeline(tx, organisation);
        const taken = await lease(tx, now, new Date(now.getTime() + leaseMs + processor.longestMs), batch);
        const [newest] = await findPolicies(tx, 1);
        return { inputs: taken, policy: policyOf(newest), index: await driftNow(tx) };
      });
      if (inputs.length === 0) continue;
      at('leased');
      const decided = inputs.filter(({ state }) => state === 'decided');
      const open = inputs.filter(({ state }) => state !== 'decided');
      const done = [
        ...(await routedOf(organisation, open, policy, index)),
        ...(decided.length === 0 ? [] : await decidedOf(deps, vault, organisation, decided)),
      ];
      at('put');
      await write(organisation, done);
      at('ended');
      return inputs.length;
    }
    return 0;
  }

  async function driftNow(tx: Parameters<typeof recentConfidences>[0]): Promise<number> {
    if (processor.usual === null) return 0;
    const counts = await recentConfidences(tx, drift.window);
    const seen = counts.reduce((sum, n) => sum + n, 0);
    return seen < drift.least ? 0 : stability(processor.usual, counts);
  }

  async function routedOf(
    organisation: string,
    inputs: readonly StoredInput[],
    policy: Policy,
    index: number,
  ): Promise<Done[]> {
    const context = {
      prompt: processor.prompt,
      curves: processor.curves,
      noveltyLimit: processor.noveltyLimit,
      drift: index,
      policyVersion: policy.version,
    };
    const asked = inputs.map(async (input) => {
      const fresh = input.answer_sealed === null;
      const evidence = fresh ? await ask(input, context) : await keptAnswer(input, input.answer_sealed);
      return evidence === null ? [] : [{ input, evidence, fresh }];
    });
    const answered = (await Promise.all(asked)).flat();
    at('answered');
    const fresh = answered.filter((one) => one.fresh);
    if (!processor.repeatable && fresh.length > 0) {
      const kept = await Promise.all(
        fresh.map(async ({ input, evidence: { calls, tokens }, evidence }) => ({
          id: input.id,
          fence: input.fence,
          answer: await seal(input, 'answer', JSON.stringify(evidence)),
          calls,
          tokens,
        })),
      );
      await database.transaction(null, async (tx) => {
        await enterPipeline(tx, organisation);
        await keepAnswers(tx, kept);
      });
      at('kept');
    }

    const done = answered.map(async ({ input, evidence, fresh }): Promise<Done> => {
      const judged = judgement(input.id, input.manual, evidence, policy);
      const inputHash = hexOf(input.hash);
      const { fields, confidence, routed } = judged;
      const { model, prompt, schemaVersion } = evidence;
      const policyVersion = policy.version;
      const bound = { inputHash, fields, model, prompt, schemaVersion, policyVersion };
      const about = { id: input.id, organisation, confidence: confidence?.item ?? null };
      const auto = routed.to === 'auto';
      const output = auto
        ? await outputOf(deps, vault, { ...about, ...bound, how: 'auto', decidedBy: null })
        : null;
      const item = auto ? null : await queued(input, judged, bound, policy, new Date(clock.now()));
      // What it was judged by is kept as it was now, so that it can be judged again.
      const final: Evidence = { ...evidence, policyVersion, drift: index };
      return {
        ended: {
          id: input.id,
          fence: input.fence,
          state: auto ? 'stored' : 'review',
          answer: await seal(input, 'answer', JSON.stringify(final)),
          calls: fresh && processor.repeatable ? evidence.calls : 0,
          tokens: fresh && processor.repeatable ? evidence.tokens : 0,
          confidence: about.confidence,
        },
        output,
        item,
        entries: entriesOf(input, clock.now(), { evidence: final, judged, output, item }),
      };
    });
    at('routed');
    return Promise.all(done);
  }

  const keptAnswer = async (input: StoredInput, sealed: Uint8Array): Promise<Evidence> =>
    JSON.parse(await open(input, 'answer', sealed)) as Evidence;

  /** @returns null when it was postponed. */
  async function ask(
    input: StoredInput,
    context: Parameters<typeof evidenceOf>[1],
  ): Promise<Evidence | null> {
    if (input.attempts > mostAttempts) return evidenceOf(null, context);
    const { text } = JSON.parse(await open(input, 'raw', input.raw_sealed)) as { text: string };
    try {
      return evidenceOf((await processor.process(text)) satisfies Answered, context);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      deps.log.write('warn', 'no-answer', { why: error.why, calls: error.calls, attempt: input.attempts });
      if (!error.retry || input.attempts >= mostAttempts) {
        return { ...evidenceOf(null, context), calls: error.calls };
      }
      const until = new Date(clock.now() + 15_000 * 2 ** input.attempts);
      await database.transaction(null, async (tx) => {
        await enterPipeline(tx, input.organisation_id);
        await postpone(tx, input.id, input.fence, until, error.calls);
      });
      return null;
    }
  }

  async function write(organisation: string, done: readonly Done[]): Promise<void> {
    if (done.length === 0) return;
    await database.transaction(null, async (tx) => {
      await enterPipeline(tx, organisation);
      const held = await end(
        tx,
        done.map(({ ended }) => ended),
      );
      const ours = done.filter(({ ended }) => held.has(ended.id));
      const now = new Date(clock.now());
      const outputs = ours.flatMap(({ output }) => output ?? []);
      if (outputs.length > 0) await insertOutputs(tx, outputs, now);
      const items = ours.flatMap(({ item }) => item ?? []);
      if (items.length > 0) await insertItems(tx, items, now);
      if (ours.length > 0) await record(tx, ...ours.flatMap(({ entries }) => entries));
    });
  }

  return {
    step,
    async drain() {
      while ((await step()) > 0);
    },
  };
}
