// The pipeline's own steps over messages: the embedded processor, the contract, the calibration. Heavy, so it runs in the worker.
import { product } from '#api/intake/calibrate.ts';
import { evidenceOf, judgement } from '#api/intake/judgement.ts';
import { localProcessor } from '#api/intake/local.ts';
import { build, judge, split } from '#api/intake/model/build.ts';
import { byPlatt } from '#api/intake/model/fitting.ts';
import { generate, type Message } from '#api/intake/model/generate.ts';
import { differences, type FieldName } from '#api/intake/model/message.ts';
import { createReader } from '#api/intake/model/reader.ts';
import type { Kept } from '#api/intake/model/threshold.ts';
import { trained } from '#api/intake/model/trained.ts';
import type { Answered } from '#api/intake/processor.ts';
import { standing } from '#api/intake/route-by-confidence.ts';
import { trialOf } from './promise.ts';
import type { Evidence, Model, Row } from './row.ts';
import type { Examples } from './settings.ts';
import { byWord } from './words-in.ts';

const processor = localProcessor();
const reader = createReader(trained);

export const model: Model = {
  version: trained.version,
  usual: trained.usual,
  noveltyLimit: trained.novelty,
};

/** The 3,000 test messages; or their first half, and then as many of which a share comes from elsewhere. */
export function messagesOf(elsewhere: number): Message[] {
  const test = split('test');
  if (elsewhere === 0) return test;
  const half = test.length / 2;
  return [...test.slice(0, half), ...generate(31, half, { outOfScope: elsewhere })];
}

const context = { prompt: processor.prompt, curves: processor.curves, drift: 0, policyVersion: 0 };

/** Read, held to the contract, calibrated and routed once, as the service does it; other policies route it again. */
export function rowOf(id: string, text: string, known: Omit<Message, 'text'> | null): Row {
  const answered = processor.process(text) as Answered;
  const evidence = evidenceOf(answered, { ...context, noveltyLimit: processor.noveltyLimit });
  const { fields, confidence } = judgement(id, false, evidence, standing);
  const scores = answered.scores as Record<FieldName, number>;
  return {
    id,
    text,
    truth: known?.truth ?? null,
    traits: known?.traits ?? [],
    fields,
    scores,
    raw: product(scores),
    confidence,
    novelty: answered.novelty,
    wrong: known === null || fields === null ? [] : differences(fields, known.truth),
  };
}

/** "m-0042". The router's spot check goes by the id, so it is the same each time. */
export const idOf = (at: number): string => `m-${String(at + 1).padStart(4, '0')}`;

/** The calibration messages, from which thresholds are proven. */
export function examplesOf(): Examples {
  const raw = judge(reader, split('calibrate'), 'raw');
  const calibrated = raw.map((one) => ({
    ...one,
    confidence: byPlatt(trained.curves.item, one.confidence),
  }));
  return { raw, calibrated };
}

/** What the classifier made its answer of: pieces of the text and what each added, exactly. */
export function evidenceIn(text: string): Evidence {
  const { fields, spans } = reader.read(text);
  return {
    intent: byWord(text, reader.evidence(text, { intent: fields.intent })),
    urgency: byWord(text, reader.evidence(text, { urgency: fields.urgency })),
    spans,
  };
}

/** How many messages the shadow was trained on. */
export const shadowExamples = 300;

export interface ShadowRow {
  readonly confidence: number;
  readonly correct: boolean;
  /** Whether it read the same as the model in use. */
  readonly same: boolean;
}

/** A second model beside the first: the same code, trained on a tenth of the messages and calibrated on its own answers. */
export function shadowOf(rows: readonly Row[]): { version: string; rows: ShadowRow[] } {
  const other = createReader(build(split('train').slice(0, shadowExamples)));
  const judged = rows.map(({ text, truth, fields }): ShadowRow => {
    const read = other.read(text);
    return {
      confidence: byPlatt(other.trained.curves.item, product(read.scores)),
      correct: truth !== null && differences(read.fields, truth).length === 0,
      same: fields !== null && differences(read.fields, fields).length === 0,
    };
  });
  return { version: other.trained.version, rows: judged };
}

/** The trial of the two promises on the test messages. */
export const promisesWith = (seed: number): Kept => trialOf(judge(reader, split('test'), 'calibrated'), seed);
