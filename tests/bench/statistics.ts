// Medians and spreads, and how they are written. The machine is shared: a single number means nothing.

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
}

/** Paired: the nth value of ours over the nth of the yardstick, measured right after each other. */
export function ratios(ours: readonly number[], yardstick: readonly number[]): number[] {
  return ours.map((value, at) => value / (yardstick[at] ?? Number.NaN));
}

export const sum = (values: Iterable<number>): number =>
  [...values].reduce((total, value) => total + value, 0);

/** "1.04 (1.02–1.07)": median, least and most; "12.3 KB" when all are the same. */
export function spread(values: readonly number[], { unit, digits, per = 1 }: Unit): string {
  const write = (value: number): string => (value / per).toFixed(digits);
  const [least, middle, most] = [Math.min(...values), median(values), Math.max(...values)].map(write);
  return `${middle}${unit && ` ${unit}`}${least === most ? '' : ` (${least}–${most})`}`;
}

export interface Unit {
  readonly unit: string;
  readonly digits: number;
  /** How many of what was measured make one of the unit. */
  readonly per?: number;
}

export const times: Unit = { unit: '', digits: 2 };
export const ms: Unit = { unit: 'ms', digits: 0 };
export const seconds: Unit = { unit: 's', digits: 1, per: 1000 };
/** 1 KB is 1,000 bytes. */
export const kb: Unit = { unit: 'KB', digits: 1, per: 1000 };
export const count: Unit = { unit: '', digits: 0 };

export const written = (value: number, unit: Unit): string => spread([value], unit);
