// The table that the bench prints: one row a measurement, its yardstick named in the row.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** 'over' a budget is a fault; a target that was 'missed' is told and no more. */
export type Verdict = 'pass' | 'over' | 'missed' | '';

export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly yardstick?: string;
  readonly ratio?: string;
  readonly budget?: string;
  readonly verdict?: Verdict;
}

export interface PartReport {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What the numbers do not show, in sentences. */
  readonly notes: readonly string[];
  /** Every single measurement, for the JSON file. */
  readonly raw: unknown;
}

const columns = ['what', 'ours', 'yardstick', 'ratio', 'budget', 'verdict'] as const;

export const within = (value: number, most: number): Verdict => (value <= most ? 'pass' : 'over');
export const exactly = (value: number, wanted: number): Verdict => (value === wanted ? 'pass' : 'over');

export function table({ title, rows, notes }: PartReport): string {
  const lines = [Object.fromEntries(columns.map((name) => [name, name])) as Record<string, string>, ...rows];
  const cells = lines.map((line) => columns.map((name) => (line as Record<string, string>)[name] ?? ''));
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => width(row[at] ?? ''))));
  const text = cells.map((row) =>
    row
      .map((cell, at) => pad(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((wide) => '─'.repeat(wide)).join('  ');
  return [`\n${title}`, '', text[0], rule, ...text.slice(1), ...notes.map((note) => `· ${note}`)].join('\n');
}

export function save(file: string, report: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

const width = (text: string): number => [...stripVTControlCharacters(text)].length;
const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));
