import { describe, expect, it } from 'vitest';
import type { Client, Told } from '../runtime/contract.ts';
import { decisionIn, exchange, pretty, shown, spansIn, statusText, toneOf } from './http.ts';

const label = { kind: 'tab', text: 'this tab' } as const;
const client = (answer: (headers: Readonly<Record<string, string>>) => Response): Client => ({
  label,
  fetch: async (_path, init = {}) => answer(init.headers ?? {}),
});
const asked = { method: 'GET', path: '/v1/documents', headers: { authorization: 'Bearer x' } };

describe('an exchange', () => {
  it('takes the spans of its own trace, and of no other', async () => {
    let tell: (told: Told) => void = () => {};
    const span = { name: 'edge', part: 'waf', start: 0, end: 1 };
    const trace = (id: string, spans: (typeof span)[]): Told => ({
      kind: 'trace',
      id,
      route: 'x',
      status: 200,
      spans,
    });
    const running = {
      client: client((headers) => {
        const [, id = ''] = headers['traceparent']?.split('-') ?? [];
        tell(trace('another', [{ ...span, name: 'wrong' }]));
        tell(trace(id, [span]));
        return new Response('[]', { headers: { 'server-timing': 'quota;dur=9' } });
      }),
      listen: (hear: (told: Told) => void) => {
        tell = hear;
        return () => {
          tell = () => {};
        };
      },
    };
    const got = await exchange(running, asked);
    expect(got.spans).toEqual([span]);
    expect(got.host).toBe(label);
    // What is shown is what the demo asked; the trace header is only how we listen.
    expect(got.asked).toBe(asked);
  });

  it('falls back to Server-Timing where nothing is told', async () => {
    const timing = 'total;dur=5.1, edge;dur=0.1, quota;dur=0.2, made-up;dur=1, handler;dur=4';
    const got = await exchange(
      { client: client(() => new Response('{}', { headers: { 'server-timing': timing } })) },
      asked,
    );
    expect(got.spans.map(({ name, part }) => `${name} ${part}`)).toEqual([
      'edge waf',
      'quota api-gateway',
      'handler node-service',
    ]);
    expect(got.spans.at(-1)?.end).toBeCloseTo(4.3);
  });

  it('stops listening when the host is gone', async () => {
    let listening = 0;
    const running = {
      client: client(() => {
        throw new Error('gone');
      }),
      listen: () => {
        listening++;
        return () => void listening--;
      },
    };
    await expect(exchange(running, asked)).rejects.toThrow('gone');
    expect(listening).toBe(0);
  });
});

it('reads nothing out of a header that is not there or not timing', () => {
  expect(spansIn(null)).toEqual([]);
  expect(spansIn('edge, edge;dur=x, ;dur=1')).toEqual([]);
});

describe('who decided', () => {
  const problem = (body: string, type = 'application/problem+json') =>
    decisionIn({ status: 403, headers: [['Content-Type', type]], body });

  it('is in a problem', () => {
    expect(problem('{"title":"Not allowed.","layer":"L4","rule":"documents.locked"}')).toEqual({
      title: 'Not allowed.',
      layer: 'L4',
      rule: 'documents.locked',
    });
  });
  it('is unknown where the service does not say', () => {
    expect(problem('{"title":"Not allowed."}')).toEqual({ title: 'Not allowed.', layer: null, rule: null });
    expect(problem('{"layer":4}')).toEqual({ title: 'Refused.', layer: null, rule: null });
  });
  it('is nobody in any other answer', () => {
    expect(problem('{"layer":"L4"}', 'application/json')).toBe(null);
    expect(problem('not JSON')).toBe(null);
    expect(problem('null')).toBe(null);
  });
});

it('writes JSON over several lines, leaves the rest, and cuts what is long', () => {
  expect(pretty('{"a":1}').text).toBe('{\n  "a": 1\n}');
  expect(pretty('plain')).toEqual({ text: 'plain', missing: 0 });
  expect(pretty('x'.repeat(12), 10)).toEqual({ text: 'xxxxxxxxxx', missing: 2 });
});

it('shows of a token only where it begins', () => {
  expect(shown('Authorization', `Bearer ${'a'.repeat(900)}`)).toBe('Bearer aaaaaaaaaaaa… (900 characters)');
  expect(shown('authorization', 'Bearer (left out of the recording)')).toBe(
    'Bearer (left out of the recording)',
  );
  expect(shown('x-note', 'Bearer of news')).toBe('Bearer of news');
});

it('names a status by number, word and tone', () => {
  expect([200, 404, 418].map(statusText)).toEqual(['200 OK', '404 Not Found', '418']);
  expect([204, 304, 403].map(toneOf)).toEqual(['pass', 'warn', 'fail']);
});
