// What the page and its two workers tell each other. Each question has a number and one answer; news may come before it.
import type { Kept } from '#api/intake/model/threshold.ts';
import type { CsvRead, Progress } from './csv.ts';
import type { Own, OwnPromise } from './own.ts';
import type { Evidence, Model, Row } from './row.ts';
import type { Examples } from './settings.ts';
import type { ShadowRow } from './steps.ts';

export interface ModelQuestions {
  /** `news` brings the rows as they are done; the answer, how long all of them took. */
  read: { ask: { elsewhere: number }; news: readonly Row[]; answer: { model: Model; milliseconds: number } };
  examples: { ask: null; news: never; answer: Examples };
  one: { ask: { id: string; text: string }; news: never; answer: { row: Row; evidence: Evidence } };
  evidence: { ask: { text: string }; news: never; answer: Evidence };
  promises: { ask: { seed: number }; news: never; answer: Kept };
  shadow: {
    ask: { rows: readonly Row[] };
    news: never;
    answer: { version: string; examples: number; rows: readonly ShadowRow[] };
  };
}

export type FileAnswer = Exclude<CsvRead, { kind: 'table' }> | { readonly kind: 'own'; readonly own: Own };
export interface FileQuestions {
  file: { ask: { source: File | string }; news: Progress; answer: FileAnswer };
  /** Of the file that was read last. */
  promise: { ask: { alpha: number; delta: number }; news: never; answer: OwnPromise };
}

export interface Ask<Name = string, What = unknown> {
  readonly id: number;
  readonly name: Name;
  readonly ask: What;
}
export type Told =
  | { readonly id: number; readonly news: unknown }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: string };
