// W3C Trace Context in, spans with the architecture model's part ids out. One object a request, marks in a flat list:
// the request path makes no span objects, an exporter does that afterwards from the marks.

export interface Mark {
  readonly name: string;
  /** Id of a part of the architecture model. */
  readonly part: string;
  /** Milliseconds on the process's monotonic clock. */
  readonly start: number;
  readonly end: number;
}

export interface Trace {
  /** 32 hex digits. */
  readonly id: string;
  /** 16 hex digits: this service's own span. */
  readonly span: string;
  /** The caller's span, or null when the trace starts here. */
  readonly parent: string | null;
  readonly sampled: boolean;
  readonly start: number;
  readonly marks: Mark[];
  /** End of the last mark: the next one begins there. */
  last: number;
}

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const zeros = /^0+$/;
const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += digits[bytes[i] as number];
  return text;
}

/** Continues a valid `traceparent` (W3C Trace Context level 1) or starts a trace. An invalid one is ignored, as the text asks. */
export function startTrace(header: string | null, bytes: (n: number) => Uint8Array): Trace {
  const match = header === null ? null : form.exec(header);
  const start = performance.now();
  if (match && !zeros.test(match[1] as string) && !zeros.test(match[2] as string)) {
    const sampled = (Number.parseInt(match[3] as string, 16) & 1) === 1;
    return {
      id: match[1] as string,
      span: hex(bytes(8), 0, 8),
      parent: match[2] as string,
      sampled,
      start,
      marks: [],
      last: start,
    };
  }
  const random = bytes(24);
  return {
    id: hex(random, 0, 16),
    span: hex(random, 16, 24),
    parent: null,
    sampled: true,
    start,
    marks: [],
    last: start,
  };
}

/** Everything since the last mark was spent here. */
export function mark(trace: Trace, name: string, part: string): void {
  const end = performance.now();
  trace.marks.push({ name, part, start: trace.last, end });
  trace.last = end;
}

/** `Server-Timing` (W3C): milliseconds with three decimals, one entry a mark and the whole. */
export function serverTiming(trace: Trace): string {
  let text = `total;dur=${(performance.now() - trace.start).toFixed(3)}`;
  for (const { name, start, end } of trace.marks) text += `, ${name};dur=${(end - start).toFixed(3)}`;
  return text;
}
