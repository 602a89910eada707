// "What just happened": lines that a session keeps in its state and the plate shows.

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
  readonly tone?: 'pass' | 'warn' | 'fail';
}

const most = 200;

/** The lines with one more at the end; the oldest leave when there are more than 200. */
export const withLine = (lines: readonly LogLine[], line: LogLine): readonly LogLine[] => [
  ...lines.slice(Math.max(0, lines.length + 1 - most)),
  line,
];

/** "14:03:07.219", in the reader's zone. */
export function clock(at: number): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${rest}`;
}
