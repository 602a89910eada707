// The recording is what the service answers: asked again and compared, with ids of traces, times and durations aside.
// RECORD=1 writes it anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answered, Span } from '../kit/http.ts';
import type { Trace } from '../reference-api/observe/trace.ts';
import { examplePassword } from '../reference-api/storage/examples.ts';
import { type Host, openHost } from '../reference-api/test/hosts.ts';
import { testConfig } from '../reference-api/test/test-config.ts';
import { askedOf, emailOf, people, requests, samples } from './demo.ts';
import { keyOf } from './recorded.ts';

const file = new URL('recorded.json', import.meta.url);
/** As the service has them by default: they are in the headers of every answer. */
const limits = { client: { limit: 600, seconds: 60 }, account: { limit: 1_200, seconds: 60 } };
const base = 'https://api.test.example';
let host: Host;
let traced: Trace | null = null;
beforeAll(async () => {
  host = await openHost('pglite', {
    config: { mode: 'sandbox', limits: { ...testConfig.limits, ...limits } },
    options: {
      traced: (trace) => {
        traced = trace;
      },
    },
  });
}, 180_000);
afterAll(() => host.close());

interface Recorded {
  readonly answered: Answered;
  readonly milliseconds: number;
  readonly spans: readonly Span[];
}

const round = (milliseconds: number) => Math.round(milliseconds * 1000) / 1000;

async function recordAll(): Promise<Record<string, Recorded>> {
  const answers: Record<string, Recorded> = {};
  for (const person of people) {
    const signedIn = await host.app(
      new Request(`${base}/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: emailOf(person), password: examplePassword }),
      }),
    );
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    for (const request of requests) {
      if (samples[request].anonymous && keyOf(person, request) in answers) continue;
      const { path, ...init } = askedOf(request, accessToken);
      const start = performance.now();
      const response = await host.app(new Request(base + path, init));
      const body = await response.text();
      const milliseconds = round(performance.now() - start);
      const { start: zero = 0, marks = [] } = traced ?? {};
      answers[keyOf(person, request)] = {
        answered: { status: response.status, headers: [...response.headers], body },
        milliseconds,
        spans: marks.map((mark) => ({
          ...mark,
          start: round(mark.start - zero),
          end: round(mark.end - zero),
        })),
      };
    }
  }
  return answers;
}

const steady = ({ answered, spans }: Recorded) => ({
  status: answered.status,
  headers: answered.headers.filter(([name]) => name !== 'server-timing' && !name.startsWith('ratelimit')),
  body: answered.body
    .replaceAll(/urn:trace:[0-9a-f]{32}/g, 'urn:trace')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time'),
  parts: spans.map(({ name, part }) => `${name} ${part}`),
});

it('is what the service answers', async () => {
  await recordAll();
  // The second time around nothing is compiled for the first time: the times are those of a service that runs.
  const now = await recordAll();
  if (process.env['RECORD'] || !existsSync(file)) {
    const on = new Date().toISOString().slice(0, 10);
    const lines = Object.entries(now).map(([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`);
    writeFileSync(file, `{"on": "${on}", "answers": {\n${lines.join(',\n')}\n}}\n`);
  }
  const { answers } = JSON.parse(readFileSync(file, 'utf8')) as { answers: Record<string, Recorded> };
  expect(Object.keys(answers)).toEqual(Object.keys(now));
  for (const [name, one] of Object.entries(now))
    expect([name, steady(answers[name] as Recorded)]).toEqual([name, steady(one)]);
});
