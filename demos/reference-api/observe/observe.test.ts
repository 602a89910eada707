import { describe, expect, it } from 'vitest';
import { partIds } from '../../../src/architecture/model.ts';
import { createApp } from '../app.ts';
import { systemClock, systemIds } from '../ids.ts';
import { bareDeps } from '../test/bare-deps.ts';
import { createMetrics } from './metrics.ts';
import { otlpExporter } from './otlp.ts';
import type { Trace } from './trace.ts';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

async function exported(path: string, headers: Record<string, string> = { traceparent }): Promise<Span[]> {
  const bodies: string[] = [];
  const exporter = otlpExporter({
    endpoint: 'http://collector',
    service: 'test',
    ids: systemIds(systemClock),
    send: async (_url, init) => {
      bodies.push(String(init?.body));
      return new Response();
    },
  });
  const app = createApp(bareDeps(), { traced: exporter.take });
  await app(new Request(`http://api${path}`, { headers }));
  await exporter.flush();
  return bodies.flatMap((body) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans);
}

describe('spans', () => {
  it("go on in the caller's trace, each naming a part of the architecture", async () => {
    const [whole, ...parts] = await exported('/healthz');
    expect([whole?.traceId, whole?.parentSpanId]).toEqual([
      traceparent.slice(3, 35),
      traceparent.slice(36, 52),
    ]);
    expect(parts.length).toBeGreaterThan(2);
    for (const span of parts) {
      expect(span.parentSpanId).toBe(whole?.spanId);
      expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
      const part = span.attributes.find(({ key }) => key === 'lavbytes.part')?.value.stringValue;
      expect(partIds).toContain(part);
    }
  });

  it('are dropped where the caller did not sample', async () => {
    expect(await exported('/healthz', { traceparent: traceparent.replace(/01$/, '00') })).toEqual([]);
  });

  it('do no harm when the collector is away', async () => {
    const send = async (): Promise<Response> => {
      throw new Error('away');
    };
    const exporter = otlpExporter({ endpoint: 'http://x', service: 't', ids: systemIds(systemClock), send });
    const app = createApp(bareDeps(), { traced: exporter.take });
    expect((await app(new Request('http://api/healthz'))).status).toBe(200);
    await exporter.flush();
  });
});

it('every route names a part of the architecture', () => {
  for (const { id, part } of createApp(bareDeps()).routes)
    expect([id, partIds.includes(part as never)]).toEqual([id, true]);
});

it('Server-Timing names the layers, and only outside production', async () => {
  const ask = async (mode: 'test' | 'production') =>
    (await createApp(bareDeps({ mode }))(new Request('http://api/healthz'))).headers.get('server-timing');
  expect(await ask('test')).toMatch(
    /^total;dur=[\d.]+, edge;dur=[\d.]+, quota;dur=[\d.]+, contract;dur=.*handler;dur=[\d.]+$/,
  );
  expect(await ask('production')).toBeNull();
});

it.each([
  ['L1', '/healthz?a=%00', {}, 'refused waf'],
  ['L2', '/v1/documents', { allowlist: ['203.0.113.0/24'] }, 'refused api-gateway'],
  ['L3', '/v1/documents', {}, 'edge quota refused auth-middleware'],
  ['L5', '/healthz?a=1', {}, 'edge quota refused input-validation'],
])(
  'a layer that refuses has a span of its own, behind those that were passed: %s',
  async (layer, path, config, told) => {
    const traces: Trace[] = [];
    const app = createApp(bareDeps({ mode: 'sandbox', ...config }), {
      traced: (trace) => traces.push(trace),
    });
    const answer = (await (await app(new Request(`http://api${path}`))).json()) as { layer: string };
    expect(answer.layer).toBe(layer);
    const { marks = [], start } = traces[0] ?? {};
    expect([...marks.map(({ name }) => name), marks.at(-1)?.part].join(' ')).toBe(told);
    expect(marks.at(-1)?.start).toBe(marks.at(-2)?.end ?? start);
  },
);

describe('metrics', () => {
  it('are a histogram by route and status, with cumulative buckets', () => {
    const metrics = createMetrics();
    for (const ms of [0.5, 3, 3, 30_000]) metrics.answered('a.read', 200, ms);
    metrics.refused('quota-exceeded');
    const lines = metrics.text({ process_resident_memory_bytes: 1 }).split('\n');
    const labels = 'route="a.read",status="200"';
    expect(lines).toContain(`http_request_duration_seconds_bucket{${labels},le="0.001"} 1`);
    expect(lines).toContain(`http_request_duration_seconds_bucket{${labels},le="0.005"} 3`);
    expect(lines).toContain(`http_request_duration_seconds_bucket{${labels},le="10"} 3`);
    expect(lines).toContain(`http_request_duration_seconds_bucket{${labels},le="+Inf"} 4`);
    expect(lines).toContain('http_requests_refused_total{problem="quota-exceeded"} 1');
    expect(lines).toContain('process_resident_memory_bytes 1');
  });

  it('do not grow with what callers ask for', async () => {
    const app = createApp(bareDeps());
    for (let i = 0; i < 300; i++) await app(new Request(`http://api/nowhere/${i}`));
    expect(app.metrics.text().split('\n').length).toBeLessThan(40);
  });
});
