// EDGE-12, EDGE-14, INPUT-05, 06 and 08 in process; wire.test.ts has what needs a socket.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../tests/soak.ts';
import type { Config, Secrets } from '../deps.ts';
import { gatewayDeps } from '../gateway/test-deps.ts';
import { Problem, problems } from '../problem.ts';
import { type Admitted, createEdge } from './admit.ts';
import { limits } from './limits.ts';
import { asHeader, originHeader } from './origin.ts';

const secret = new Uint8Array(32).map((_, i) => i * 7);
const secrets: Secrets = { read: async () => secret };
const edgeWith = (config: Partial<Config> = {}, given = secrets) =>
  createEdge({ config: { ...gatewayDeps().config, ...config }, secrets: given });
const edge = edgeWith();

async function outcome(request: Request, admit = edge): Promise<string> {
  try {
    await admit(request);
    return 'admitted';
  } catch (error) {
    if (error instanceof Problem) return `${problems[error.code].status} ${error.extra.rule}`;
    throw error;
  }
}

const base = 'http://api.example/v1/documents';
const get = (path: string, init: RequestInit = {}) => new Request(`http://api.example${path}`, init);
const post = (
  body: BodyInit | null,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => new Request(base, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

describe('a request without a body', () => {
  it('is admitted at once, without a promise', () => {
    expect(edge(get('/v1/documents'))).toEqual({ bytes: null, json: undefined, query: {} });
  });

  it('brings its query, decoded once', async () => {
    const { query } = (await edge(get('/v1/documents?q=a%20b+c&after=%E2%9C%93&empty&x=%2520'))) as Admitted;
    expect({ ...query }).toEqual({ q: 'a b c', after: '✓', empty: '', x: '%20' });
    expect(Object.getPrototypeOf(query)).toBeNull();
  });

  it.each([
    [`/v1/${'a'.repeat(limits.address)}`, '414 address.length'],
    ['/v1/%zz', '400 path.encoding'],
    ['/v1/%ff', '400 path.encoding'],
    ['/v1/a%00b', '400 path.nul'],
    ['/v1/a?x=%00', '400 query.nul'],
    ['/v1/a?x=%c0%80', '400 query.encoding'],
    ['/v1/a?x=%', '400 query.encoding'],
    ['/v1/a#fragment', '400 path.character'],
    ['/v1/a?b#fragment', '400 path.character'],
    [
      `/v1/a?${Array.from({ length: limits.parameters + 1 }, (_, i) => `p${i}=1`).join('&')}`,
      '400 query.parameters',
    ],
  ])('%s is refused', async (path, expected) => {
    expect(await outcome(get(path))).toBe(expected);
  });

  it('has no more than so many headers, and no more than so long ones', async () => {
    const many = Object.fromEntries(Array.from({ length: limits.headers + 1 }, (_, i) => [`x-${i}`, '1']));
    expect(await outcome(get('/', { headers: many }))).toBe('431 headers.size');
    expect(await outcome(get('/', { headers: { 'x-long': 'a'.repeat(limits.headerCharacters) } }))).toBe(
      '431 headers.size',
    );
  });

  it('whatever stands in the address: a query, or a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.string(),
        async (url, tail) => {
          let request: Request;
          try {
            request = new Request(url + tail);
          } catch {
            return;
          }
          expect(await outcome(request)).toMatch(/^(?:admitted|4\d\d .+)$/);
        },
      ),
      { numRuns: 1_000, ...seeded },
    );
  });
});

describe('EDGE-12 the body', () => {
  const most = 65_536;
  /** n bytes of JSON. */
  const sized = (n: number) => `"${'x'.repeat(n - 2)}"`;

  /** A stream that counts how much of it was asked for. */
  function stream(chunk: Uint8Array, count: number) {
    const state = { pulled: 0, cancelled: false };
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          state.pulled += 1;
          controller.enqueue(chunk);
          if (state.pulled === count) controller.close();
        },
        cancel() {
          state.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return { body, state };
  }

  it('may be as long as the limit, and not a byte longer', async () => {
    expect(await outcome(post(sized(most)))).toBe('admitted');
    expect(await outcome(post(sized(most + 1)))).toBe('413 body.bytes');
  });

  it('without a length, is read no further than the limit', async () => {
    const { body, state } = stream(new Uint8Array(16_384).fill(0x20), 1_000_000);
    expect(await outcome(post(body))).toBe('413 body.bytes');
    expect(state).toEqual({ pulled: 5, cancelled: true });
  });

  it('is counted whatever its Content-Length says', async () => {
    const { body, state } = stream(new Uint8Array(16_384).fill(0x20), 1_000_000);
    expect(await outcome(post(body, { 'content-type': 'application/json', 'content-length': '2' }))).toBe(
      '413 body.bytes',
    );
    expect(state.pulled).toBe(5);
  });

  it('is not read at all when its Content-Length is too large, it is compressed, or its type is wrong', async () => {
    for (const [headers, expected] of [
      [{ 'content-type': 'application/json', 'content-length': String(most + 1) }, '413 body.bytes'],
      [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, '415 body.encoding'],
      [{ 'content-type': 'text/plain' }, '415 body.type'],
    ] as [Record<string, string>, string][]) {
      const { body, state } = stream(new Uint8Array(1_024), 1_000_000);
      expect(await outcome(post(body, headers))).toBe(expected);
      expect(state.pulled).toBeLessThanOrEqual(1);
    }
  });

  it('a connection that breaks in the middle is a refusal, not a fault', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"a":'));
        controller.error(new Error('gone'));
      },
    });
    expect(await outcome(post(body))).toBe('400 body.cut');
  });

  it('two statements about its end, or one where it has none, are refused', async () => {
    const json = { 'content-type': 'application/json' };
    for (const length of ['1, 1', '-1', '+1', '0x10', '1e3', ' ', '9'.repeat(20)])
      expect(await outcome(post('1', { ...json, 'content-length': length }))).toBe('400 body.framing');
    expect(await outcome(post('1', { ...json, 'content-length': '1', 'transfer-encoding': 'chunked' }))).toBe(
      '400 body.framing',
    );
    expect(await outcome(get('/', { headers: { 'content-length': '5' } }))).toBe('400 body.framing');
    expect(await outcome(get('/', { headers: { 'transfer-encoding': 'chunked' } }))).toBe('400 body.framing');
    expect(await outcome(get('/', { headers: { 'content-length': '0' } }))).toBe('admitted');
  });

  it('control: with L1 off, all of it is read', async () => {
    const { body, state } = stream(new Uint8Array(16_384).fill(0x20), 100);
    await outcome(post(body), edgeWith({ layersOff: ['L1'] }));
    expect(state.pulled).toBe(100);
  });
});

describe('EDGE-14 past the edge', () => {
  const guarded = edgeWith({ requireOriginSecret: true });
  const right = asHeader(secret);
  const wrong = [
    '',
    right.slice(1),
    `${right}A`,
    right.toLowerCase(),
    `${right}, ${right}`,
    `${right.slice(0, -1)}~`,
    '0'.repeat(right.length),
  ];

  it('every path and method is refused without the header, and with a wrong one', async () => {
    for (const path of [
      '/v1/documents',
      '/',
      '/healthz/',
      '/healthzx',
      '/x/healthz',
      '/readyz?x',
      '/v1/me',
      '/none',
    ])
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        expect(await outcome(get(path, { method }), guarded)).toBe('403 origin.secret');
        for (const value of wrong)
          expect(await outcome(get(path, { method, headers: { [originHeader]: value } }), guarded)).toBe(
            '403 origin.secret',
          );
      }
  });

  it('with the header it goes on, and the probes need none', async () => {
    expect(await outcome(get('/v1/me', { headers: { [originHeader]: right } }), guarded)).toBe('admitted');
    expect(await outcome(get('/healthz'), guarded)).toBe('admitted');
    expect(await outcome(get('/readyz'), guarded)).toBe('admitted');
  });

  it('two first requests at once each get their own answer', async () => {
    const first = edgeWith({ requireOriginSecret: true });
    const answers = await Promise.all([
      outcome(get('/a', { headers: { [originHeader]: right } }), first),
      outcome(get('/a'), first),
      outcome(get('/a', { headers: { [originHeader]: right } }), first),
    ]);
    expect(answers).toEqual(['admitted', '403 origin.secret', 'admitted']);
  });

  it('an empty secret opens nothing', async () => {
    const empty = edgeWith({ requireOriginSecret: true }, { read: async () => new Uint8Array() });
    expect(await outcome(get('/a', { headers: { [originHeader]: '' } }), empty)).toBe('403 origin.secret');
  });

  it('control: with L1 off it passes', async () => {
    const off = edgeWith({ requireOriginSecret: true, layersOff: ['L1'] });
    expect(await outcome(get('/v1/me'), off)).toBe('admitted');
  });
});

describe('INPUT-08 media types', () => {
  it.each([
    ['application/json', 'admitted'],
    ['application/json; charset=utf-8', 'admitted'],
    ['application/json;charset=UTF-8', 'admitted'],
    ['Application/JSON; charset="utf-8"', 'admitted'],
    ['', '415 body.type'],
    ['application/json; charset=utf-16', '415 body.type'],
    ['application/json; charset=latin1', '415 body.type'],
    ['application/json; charset=utf-8; x=y', '415 body.type'],
    ['application/json, text/plain', '415 body.type'],
    ['application/json, application/json', '415 body.type'],
    ['text/json', '415 body.type'],
    ['application/jsonp', '415 body.type'],
    ['application/ld+json', '415 body.type'],
    ['text/plain', '415 body.type'],
    ['text/plain; application/json', '415 body.type'],
    ['application/x-www-form-urlencoded', '415 body.type'],
    ['multipart/form-data; boundary=application/json', '415 body.type'],
    ['application/xml', '415 body.type'],
  ])('%s → %s', async (type, expected) => {
    expect(await outcome(post(new TextEncoder().encode('{"a":1}'), { 'content-type': type }))).toBe(expected);
  });

  it('no type at all is refused, and a body that is empty needs none', async () => {
    expect(await outcome(post(new TextEncoder().encode('{"a":1}'), {}))).toBe('415 body.type');
    expect(await outcome(post(new Uint8Array(), {}))).toBe('admitted');
    expect(await outcome(post(null, {}))).toBe('admitted');
    expect(await outcome(new Request(base, { method: 'DELETE' }))).toBe('admitted');
  });

  it('a byte order mark, UTF-16 and a form are refused whatever the type says', async () => {
    const utf16 = new Uint8Array([...'{"a":1}'].flatMap((c) => [c.charCodeAt(0), 0]));
    expect(await outcome(post('\ufeff{"a":1}'))).toBe('400 json.grammar');
    expect(await outcome(post(utf16))).toBe('400 json.grammar');
    expect(await outcome(post(new Uint8Array([0xff, 0xfe, ...utf16])))).toBe('400 json.encoding');
    expect(await outcome(post('a=1&b=2'))).toBe('400 json.grammar');
  });

  it('every content coding is refused with what is taken instead', async () => {
    for (const coding of ['gzip', 'br', 'deflate', 'zstd', 'identity', 'gzip, gzip', 'x']) {
      const request = post('1', { 'content-type': 'application/json', 'content-encoding': coding });
      await expect((async () => edge(request))()).rejects.toMatchObject({
        code: 'media-type',
        extra: { headers: { 'accept-encoding': 'identity' } },
      });
    }
  });
});

describe('INPUT-08 a parameter named twice (pollution)', () => {
  const twice = ['?a=1&a=2', '?a=1&a=1', '?a&a', '?a=1&%61=2', '?a=1&b=2&a=3', '?x+y=1&x%20y=2'];

  it('is refused, however it is written', async () => {
    for (const query of twice)
      expect(await outcome(get(`/v1/documents${query}`))).toBe('400 query.parameter-twice');
    expect(await outcome(get('/v1/documents?a=1&A=2&&b='))).toBe('admitted');
  });

  it('control: two readers of the same query disagree on which one counts', () => {
    const query = new URLSearchParams(twice[0]);
    expect(query.get('a')).toBe('1');
    expect(Object.fromEntries(query)).toEqual({ a: '2' });
  });
});

describe('INPUT-05 and 06 in a query', () => {
  it('names that reach a prototype are names and nothing else', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const { query } = (await edge(
      get('/v1/documents?__proto__=1&constructor=2&a[__proto__][admin]=3&toString=4'),
    )) as Admitted;
    expect(Object.keys(query)).toEqual(['__proto__', 'constructor', 'a[__proto__][admin]', 'toString']);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it('no lone surrogate and no U+0000 comes out, and other text comes back as it went', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        const request = get(`/v1/documents?q=${encodeURIComponent(text)}`);
        const result = await outcome(request);
        if (result === 'admitted') expect(((await edge(request)) as Admitted).query['q']).toBe(text);
        else if (!result.startsWith('403')) expect(text).toContain('\0');
      }),
      { numRuns: 1_000, ...seeded },
    );
    expect(await outcome(get('/v1/documents?q=%ed%a0%80'))).toBe('400 query.encoding');
  });
});

describe('INPUT-01 any bytes as a body', () => {
  it('are admitted as JSON.parse reads them, or refused', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        const result = await outcome(post(body));
        expect(result).toMatch(/^(?:admitted|400 json\..+|403 .+)$/);
        if (result !== 'admitted') return;
        const { json } = (await edge(post(body))) as Admitted;
        if (body.length > 0) expect(json).toEqual(JSON.parse(new TextDecoder().decode(body)));
      }),
      { numRuns: 1_000, ...seeded },
    );
  });
});
