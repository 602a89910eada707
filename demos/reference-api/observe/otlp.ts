// Finished traces as OpenTelemetry spans, sent in batches by OTLP over HTTP with JSON (OpenTelemetry protocol 1.x). Lost when
// the collector is away: telemetry must never hold a request back, nor grow without bound.
import type { Ids } from '../deps.ts';
import type { Trace } from './trace.ts';

export interface OtlpOptions {
  /** Base address of the collector; "/v1/traces" is added. */
  readonly endpoint: string;
  readonly service: string;
  readonly ids: Pick<Ids, 'bytes'>;
  /** Milliseconds a batch is gathered. */
  readonly every?: number;
  /** Spans kept at most while the collector does not answer. */
  readonly capacity?: number;
  readonly send?: typeof fetch;
}

export interface Exporter {
  /** Takes a sampled trace; others are dropped. */
  take(trace: Trace, route: string, status: number): void;
  /** Sends what is waiting. Never rejects. */
  flush(): Promise<void>;
}

type Attribute = { key: string; value: { stringValue: string } | { intValue: number } };

const text = (key: string, stringValue: string): Attribute => ({ key, value: { stringValue } });

export function otlpExporter(options: OtlpOptions): Exporter {
  const { endpoint, service, ids, every = 1_000, capacity = 5_000, send = fetch } = options;
  let waiting: unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const spans = waiting;
    waiting = [];
    if (spans.length === 0) return;
    const resource = { attributes: [text('service.name', service)] };
    const body = JSON.stringify({
      resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'reference-api' }, spans }] }],
    });
    const headers = { 'content-type': 'application/json' };
    await send(`${endpoint}/v1/traces`, {
      method: 'POST',
      body,
      headers,
      signal: AbortSignal.timeout(5_000),
    }).catch(() => {});
  }

  return {
    take(trace, route, status) {
      if (!trace.sampled || waiting.length >= capacity) return;
      waiting.push(...spansOf(trace, route, status, ids));
      timer ??= setTimeout(flush, every);
    },
    flush,
  };
}

const server = 2;
const internal = 1;
const failed = 2;

function spansOf(trace: Trace, route: string, status: number, ids: Pick<Ids, 'bytes'>): unknown[] {
  const { id: traceId, span: spanId, parent, start, marks, last } = trace;
  const whole = {
    traceId,
    spanId,
    ...(parent !== null && { parentSpanId: parent }),
    name: route,
    kind: server,
    startTimeUnixNano: nanoseconds(start),
    endTimeUnixNano: nanoseconds(Math.max(last, start)),
    attributes: [
      text('lavbytes.part', 'node-service'),
      { key: 'http.response.status_code', value: { intValue: status } },
    ],
    ...(status >= 500 && { status: { code: failed } }),
  };
  const parts = marks.map(({ name, part, start: from, end }) => ({
    traceId,
    spanId: hex(ids.bytes(8)),
    parentSpanId: spanId,
    name,
    kind: internal,
    startTimeUnixNano: nanoseconds(from),
    endTimeUnixNano: nanoseconds(end),
    attributes: [text('lavbytes.part', part)],
  }));
  return [whole, ...parts];
}

/** The process's monotonic milliseconds as Unix nanoseconds, in the protocol's decimal text. */
const nanoseconds = (at: number): string =>
  (
    BigInt(Math.round(performance.timeOrigin * 1_000)) * 1_000n +
    BigInt(Math.round(at * 1_000_000))
  ).toString();

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
