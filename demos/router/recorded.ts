// What stands here before anything runs: real figures of the same messages, computed once. recorded.test.ts writes recorded.json
// and compares it with what the functions give today.
import type { Curves, FieldFigures, Figures, Point } from './figures.ts';
import recording from './recorded.json' with { type: 'json' };
import type { Evidence, Model, Row } from './row.ts';
import type { promised } from './settings.ts';

export interface Recorded {
  readonly model: Model;
  readonly figures: Figures;
  readonly curves: Curves;
  readonly cost: readonly Point[];
  readonly fields: readonly FieldFigures[];
  readonly index: readonly (number | null)[];
  readonly promised: ReturnType<typeof promised>;
  /** The first messages, and what one of them was judged by. */
  readonly rows: readonly Row[];
  readonly chosen: string;
  readonly evidence: Evidence;
}

export const recorded = recording as unknown as Recorded;
