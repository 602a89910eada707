// The trained reader: intent and urgency by classifier, the facts by choice among candidates. Each field comes with the score
// that the model gives itself, which is not yet a probability (../calibrate.ts), and with where in the text it was read.
import { fromBase64 } from './base64.ts';
import { type Kind, kinds } from './candidates.ts';
import { choose } from './choose.ts';
import { best, type Contribution, contributions, type Linear, scoresOf, softmax } from './classify.ts';
import { type Feature, featuresOf } from './features.ts';
import type { Platt } from './fitting.ts';
import type { FieldName, Fields } from './message.ts';
import { type Intent, intents, type Urgency, urgencies } from './phrases.ts';

/** As trained.ts has it. */
export interface Trained {
  /** Name and digest of the weights: stored with every output. */
  readonly version: string;
  readonly intent: Packed;
  readonly urgency: Packed;
  readonly choices: Readonly<Record<Kind, readonly number[]>>;
  /** One bit a place that training used. */
  readonly known: string;
  readonly curves: Readonly<Record<FieldName | 'item', Platt>>;
  /** Counts of calibrated item confidences in ten bins, on the calibration messages: what traffic looked like. */
  readonly usual: readonly number[];
  /** Share of unknown features that 99 in 100 calibration messages stay below. */
  readonly novelty: number;
}

export interface Packed {
  readonly weights: string;
  readonly scale: number;
  readonly bias: readonly number[];
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Reading {
  readonly fields: Fields;
  /** What the model gives itself for each, 0 to 1. */
  readonly scores: Readonly<Record<FieldName, number>>;
  /** Where the facts stand; null where there is none. */
  readonly spans: Readonly<Record<Kind, Span | null>>;
  /** Share of what it never saw in training. */
  readonly novelty: number;
}

export interface Reader {
  readonly trained: Trained;
  read(text: string): Reading;
  /** What in the text spoke for this intent or urgency, exactly. */
  evidence(
    text: string,
    towards: { readonly intent: Intent } | { readonly urgency: Urgency },
  ): Contribution[];
}

const unpacked = ({ weights, scale, bias }: Packed): Linear => ({
  classes: bias.length,
  weights: new Int8Array(fromBase64(weights).buffer),
  scale,
  bias,
});

export function createReader(trained: Trained): Reader {
  const intent = unpacked(trained.intent);
  const urgency = unpacked(trained.urgency);
  const known = fromBase64(trained.known);
  const isNew = ({ at }: Feature) => (((known[at >> 3] as number) >> (at & 7)) & 1) === 0;

  return {
    trained,
    read(text) {
      const features = featuresOf(text);
      const [i, u] = [softmax(scoresOf(intent, features)), softmax(scoresOf(urgency, features))];
      const [topIntent, topUrgency] = [best(i), best(u)];
      const chosen = kinds.map((kind) => choose(kind, text, trained.choices[kind]));
      const [order, amount, date] = chosen as [(typeof chosen)[0], (typeof chosen)[0], (typeof chosen)[0]];
      const span = ({ from, to }: (typeof chosen)[0]): Span | null =>
        from === null || to === null ? null : { from, to };
      return {
        fields: {
          intent: intents[topIntent] as Intent,
          urgency: urgencies[topUrgency] as Urgency,
          orderNumber: order.value as string | null,
          amountCents: amount.value as number | null,
          date: date.value as string | null,
        },
        scores: {
          intent: i[topIntent] as number,
          urgency: u[topUrgency] as number,
          orderNumber: order.confidence,
          amountCents: amount.confidence,
          date: date.confidence,
        },
        spans: { orderNumber: span(order), amountCents: span(amount), date: span(date) },
        novelty: features.filter(isNew).length / (features.length || 1),
      };
    },
    evidence(text, towards) {
      const features = featuresOf(text);
      return 'intent' in towards
        ? contributions(intent, features, intents.indexOf(towards.intent))
        : contributions(urgency, features, urgencies.indexOf(towards.urgency));
    },
  };
}
