// One message on its way: what came in, what the model made of it, and what is known to be right. Plain data, for it crosses
// from the worker.
import type { Confidences } from '#api/intake/calibrate.ts';
import type { Trait } from '#api/intake/model/generate.ts';
import type { FieldName, Fields } from '#api/intake/model/message.ts';
import type { Span } from '#api/intake/model/reader.ts';

export interface Row {
  readonly id: string;
  readonly text: string;
  /** null: the reader wrote it, so nobody knows. */
  readonly truth: Fields | null;
  readonly traits: readonly Trait[];
  /** The answer, where it fits the contract. */
  readonly fields: Fields | null;
  readonly scores: Readonly<Record<FieldName, number>>;
  /** The product of the scores: the model's own word for the whole. */
  readonly raw: number;
  readonly confidence: Confidences | null;
  readonly novelty: number;
  /** Fields that are not as they should be. */
  readonly wrong: readonly FieldName[];
}

/** What belongs to the model and not to a message. */
export interface Model {
  readonly version: string;
  /** Calibrated confidences in ten bins, on the calibration messages. */
  readonly usual: readonly number[];
  readonly noveltyLimit: number;
}

/** A piece of the text, and what it added to the score of the chosen class. */
export interface Piece extends Span {
  readonly weight: number;
}

export interface Evidence {
  readonly intent: readonly Piece[];
  readonly urgency: readonly Piece[];
  readonly spans: Readonly<Record<'orderNumber' | 'amountCents' | 'date', Span | null>>;
}
