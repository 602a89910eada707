// What the demo says: names, reasons, numbers as text.
import type { FieldName } from '#api/intake/model/message.ts';
import type { Status } from '../kit/status.ts';
import type { Panel, State } from './state.ts';

export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)}\u00a0%`;
export const whole = (n: number): string => Math.round(n).toLocaleString('en-GB');
export const money = (euros: number): string => `€${whole(euros)}`;
export const decimal = (n: number | null, digits = 3): string => (n === null ? '–' : n.toFixed(digits));
/** "0.947", or "never" for a threshold that nothing reaches. */
export const thresholdText = (threshold: number): string =>
  Number.isFinite(threshold) ? threshold.toFixed(3) : 'never';

export const fieldWords: Readonly<Record<FieldName, string>> = {
  intent: 'intent',
  urgency: 'urgency',
  orderNumber: 'order number',
  amountCents: 'sum',
  date: 'date',
};

export function valueText(name: FieldName, value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (name === 'amountCents') return `€${((value as number) / 100).toFixed(2)}`;
  return String(value);
}

interface Said {
  readonly chip: string;
  readonly why: string;
}
const said: Readonly<Record<string, Said>> = {
  schema_invalid: { chip: 'schema invalid', why: 'The answer does not fit the contract.' },
  no_answer: { chip: 'no answer', why: 'The model gave no answer.' },
  no_confidence_signal: {
    chip: 'no confidence',
    why: 'There is no usable score, and none is not certainty.',
  },
  low_confidence: { chip: 'low confidence', why: 'The confidence of the whole is below the threshold.' },
  cost_policy: { chip: 'cost', why: 'At this confidence a mistake is expected to cost more than a review.' },
  missing_field: { chip: 'missing', why: 'What the sender wants cannot be done without it.' },
  novel_vocabulary: {
    chip: 'new words',
    why: 'More of its words are unknown to the model than in 99 of 100 messages.',
  },
  drift_hold: {
    chip: 'drift hold',
    why: 'The last 500 messages do not look like those the threshold was made from.',
  },
  qa_sample: {
    chip: 'spot check',
    why: 'It would have been approved. Its id drew the lot, so a person looks all the same.',
  },
  manual: { chip: 'asked for', why: 'Somebody asked for a person.' },
};

/** "missing: order number" and why that sends it to a person. */
export function reasonOf(reason: string): Said {
  const [kind = '', field] = reason.split(':', 2);
  const found = said[kind] ?? { chip: kind, why: '' };
  if (field === undefined) return found;
  const name = fieldWords[field as FieldName] ?? field;
  return kind === 'low_confidence'
    ? {
        chip: `low: ${name}`,
        why: `The confidence of the field “${name}” is below the threshold of its own.`,
      }
    : { chip: `${found.chip}: ${name}`, why: found.why };
}

export const panelWords: Readonly<Record<Panel, string>> = {
  messages: 'Messages',
  curves: 'Curves',
  promise: 'The promise, 400 times',
  fields: 'Fields',
  traffic: 'Traffic and spot checks',
  shadow: 'Shadow model',
  own: 'Your scores',
};

export const all = 3_000;

export function statusOf({ engine, live, file, panel, promise, shadow }: State): Status {
  if (panel === 'own' && file.kind === 'reading')
    return { kind: 'busy', text: `reading ${file.name}: ${whole(file.rows)} rows` };
  if (promise.kind === 'busy') return { kind: 'busy', text: 'drawing 400 times 1,000 examples' };
  if (shadow.kind === 'busy')
    return { kind: 'busy', text: 'training the shadow and reading all messages with it' };
  switch (engine.kind) {
    case 'idle':
      return {
        kind: 'idle',
        text: `Figures of ${whole(all)} messages as our build computed them. A press loads the model, less than 150 KB, and computes them here.`,
      };
    case 'starting':
      return { kind: 'starting', step: 'loading the model and its messages' };
    case 'reading':
      return { kind: 'busy', text: `${whole(engine.read)} of ${whole(all)} messages read` };
    case 'ready':
      return {
        kind: 'ready',
        text: `this tab · ${whole(engine.read)} messages read, validated, calibrated and routed in ${whole(engine.milliseconds)} ms`,
      };
    case 'stopped':
      return {
        kind: 'stopped',
        text: live
          ? `Stopped after ${whole(engine.read)} messages; the figures are of these.`
          : 'Stopped before the first message; the figures are the recorded ones.',
      };
    case 'failed':
      return {
        kind: 'failed',
        what: 'The model could not be started in this tab.',
        next: 'Check the connection and press Route again; the figures below are the recorded ones.',
      };
  }
}
