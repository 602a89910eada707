// Everything about the model that is computed and kept: trained on one stream of messages, calibrated on a second, judged on a
// third. The seeds are the splits.
import { product } from '../calibrate.ts';
import type { Judged } from './calibration-error.ts';
import { featuresOf } from './features.ts';
import { byPlatt, fitPlatt, type Platt } from './fitting.ts';
import { generate, type Message } from './generate.ts';
import { histogram } from './measures.ts';
import { differences, type FieldName, fieldNames } from './message.ts';
import { intents, urgencies } from './phrases.ts';
import { createReader, type Packed, type Reader, type Reading, type Trained } from './reader.ts';
import { knownPlaces, trainChoices, trainLinear } from './train.ts';

export const splits = {
  train: { seed: 1, count: 3_000 },
  calibrate: { seed: 2, count: 3_000 },
  test: { seed: 3, count: 3_000 },
} as const;

export const split = (name: keyof typeof splits): Message[] =>
  generate(splits[name].seed, splits[name].count);

const settings = { rounds: 6, rate: 2, shrink: 0, seed: 7 };

/** @param messages fewer make a weaker model, to compare with */
export function build(messages: readonly Message[] = split('train')): Trained {
  const features = messages.map(({ text }) => featuresOf(text));
  const examples = (right: (message: Message) => number) =>
    messages.map((message, i) => ({ features: features[i] ?? [], right: right(message) }));
  const packed = (classes: number, right: (message: Message) => number): Packed => {
    const { weights, scale, bias } = trainLinear(examples(right), classes, settings);
    return { weights: toBase64(new Uint8Array(weights.buffer)), scale: Number(scale.toPrecision(9)), bias };
  };
  const raw = {
    intent: packed(intents.length, ({ truth }) => intents.indexOf(truth.intent)),
    urgency: packed(urgencies.length, ({ truth }) => urgencies.indexOf(truth.urgency)),
    choices: trainChoices(messages),
    known: toBase64(knownPlaces(messages.map(({ text }) => text))),
  };
  const level = { slope: 1, shift: 0 };
  const curves = Object.fromEntries(
    ['item', ...fieldNames].map((name) => [name, level]),
  ) as Trained['curves'];
  const version = `local-1-${digest(JSON.stringify(raw))}`;
  return calibrated({ ...raw, version, curves, usual: [], novelty: 1 });
}

function calibrated(trained: Trained): Trained {
  const { read } = createReader(trained);
  const readings = split('calibrate').map(({ text, truth }) => ({ ...read(text), truth }));
  const curveOf = (judged: Judged[]): Platt => {
    const { slope, shift } = fitPlatt(judged);
    return { slope: Number(slope.toPrecision(9)), shift: Number(shift.toPrecision(9)) };
  };
  const fields = fieldNames.map((name): [FieldName, Platt] => [
    name,
    curveOf(
      readings.map((one) => ({
        confidence: one.scores[name],
        correct: one.fields[name] === one.truth[name],
      })),
    ),
  ]);
  const items = readings.map((one) => judged(one, one.truth));
  const item = curveOf(items);
  const novelty = readings.map((one) => one.novelty).sort((a, b) => a - b);
  return {
    ...trained,
    curves: { ...(Object.fromEntries(fields) as Record<FieldName, Platt>), item },
    usual: histogram(items.map(({ confidence }) => byPlatt(item, confidence))),
    novelty: Number((novelty[Math.floor(novelty.length * 0.99)] as number).toPrecision(6)),
  };
}

const judged = ({ scores, fields }: Reading, truth: Message['truth']): Judged => ({
  confidence: product(scores),
  correct: differences(fields, truth).length === 0,
});

/** Item scores of messages, before calibration or after it, with what came of them. */
export function judge(reader: Reader, messages: readonly Message[], which: 'raw' | 'calibrated'): Judged[] {
  return messages.map(({ text, truth }) => {
    const one = judged(reader.read(text), truth);
    if (which === 'raw') return one;
    return { ...one, confidence: byPlatt(reader.trained.curves.item, one.confidence) };
  });
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function digest(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}
