// What was aimed at, and the units of the API's rows. A target is judged by the median of paired ratios.
import type { Row } from '../report.ts';
import { median, type Unit } from '../statistics.ts';

type Judged = Pick<Row, 'budget' | 'verdict'>;

export const atLeast = (values: readonly number[], least: number): Judged => ({
  budget: `≥ ${least}`,
  verdict: median(values) >= least ? 'pass' : 'missed',
});
export const atMost = (values: readonly number[], most: number, unit = ''): Judged => ({
  budget: `≤ ${most}${unit && ` ${unit}`}`,
  verdict: median(values) <= most ? 'pass' : 'missed',
});

export const micros: Unit = { unit: 'µs', digits: 0 };
export const microsFine: Unit = { unit: 'µs', digits: 1 };
export const msFine: Unit = { unit: 'ms', digits: 1 };
export const perSecond: Unit = { unit: '/s', digits: 0 };
export const mebibytes: Unit = { unit: 'MiB', digits: 0, per: 1024 ** 2 };
