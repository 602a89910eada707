// The port to whatever reads a message. Three stand behind it: local.ts (the trained reader), openai.ts (any model behind an
// OpenAI-compatible address) and recorded.ts (answers kept from before). What comes out is text and scores; neither is believed.
import type { Curves } from './calibrate.ts';
import type { Judged } from './model/calibration-error.ts';
import type { FieldName } from './model/message.ts';

export interface Answered {
  /** What it said, as it said it. Parsed by our own contract (validate.ts), whoever answered. */
  readonly raw: string;
  /** What it gives itself for each field; null: it gave no signal. Never read out of `raw`. */
  readonly scores: Readonly<Partial<Record<FieldName, number>>> | null;
  /** The model's name and version, as the answer names it. */
  readonly model: string;
  /** Calls it took, failed ones included, and tokens of all of them: what is billed. */
  readonly calls: number;
  readonly tokens: number;
  /** Share of vocabulary that the model has never seen; 0 where it cannot say. */
  readonly novelty: number;
}

export interface Processor {
  /** Digest of the instructions; stored with every output. '-' where there are none. */
  readonly prompt: string;
  /** It costs nothing and always says the same, so its answer need not be kept before it is used. */
  readonly repeatable: boolean;
  /** Fitted for this model; null: its scores mean nothing yet. */
  readonly curves: Curves | null;
  /** Calibrated examples, from which a threshold can be proven; null: none. */
  examples(): readonly Judged[] | null;
  /** Where traffic counts as usual: counts of confidences in ten bins; null: not known. */
  readonly usual: readonly number[] | null;
  readonly noveltyLimit: number;
  /** An answer takes no longer, milliseconds. */
  readonly longestMs: number;
  /** @throws NoAnswer when there is none to be had now. */
  process(text: string, signal?: AbortSignal): Promise<Answered> | Answered;
}

/** The model gave no answer. `retry`: it may later. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly why:
    | 'time-out'
    | 'rate-limited'
    | 'provider-fault'
    | 'connection'
    | 'breaker-open'
    | 'refused'
    | 'too-large';
  readonly retry: boolean;
  readonly calls: number;

  constructor(why: NoAnswer['why'], retry: boolean, calls: number) {
    super(why);
    this.why = why;
    this.retry = retry;
    this.calls = calls;
  }
}
