import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../tests/soak.ts';
import { asCurl, asFetch, shellWord } from './as-text.ts';
import type { Call } from './draft.ts';

fc.configureGlobal(seeded);

/** What a real shell makes of the words: each ends in a form feed, which no test text contains. */
const shell = (script: string): string[] =>
  execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\f').slice(0, -1);

const call: Call = {
  operation: 'documents.create',
  method: 'POST',
  path: '/v1/documents?limit=2&owner=a%20b',
  headers: { 'content-type': 'application/json', 'idempotency-key': "it's $HOME" },
  body: '{\n  "title": "O\'Brien `id` $(id) \\" \\\\ ! *"\n}',
};

describe('curl', () => {
  it('gives a shell exactly the words that were meant', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(texts, (given) => {
        const words = given.map((text) => text.toWellFormed().replaceAll(/[\0\f]/g, ''));
        expect(shell(`printf '%s\\f' ${words.map(shellWord).join(' ')}`)).toEqual(words);
      }),
      { numRuns: 60 },
    );
  });

  it('signs in first, then sends the call with the token in the shell’s own variable', () => {
    const text = asCurl(call, 'carl@aster.example');
    expect(text).toContain('"authorization: Bearer $TOKEN"');
    // The real command, with curl and node replaced by what prints its words.
    const words = shell(`curl() { printf '%s\\f' "$@"; }; node() { cat >/dev/null; echo t0ken; }\n${text}`);
    expect(words).toEqual([
      '-i',
      '-X',
      'POST',
      'http://127.0.0.1:3000/v1/documents?limit=2&owner=a%20b',
      '-H',
      'content-type: application/json',
      '-H',
      "idempotency-key: it's $HOME",
      '-H',
      'authorization: Bearer t0ken',
      '--data-raw',
      call.body,
    ]);
  });

  it('asks for no token where none is sent', () => {
    const text = asCurl({ ...call, method: 'GET', body: null, headers: {} }, null);
    expect(text).toBe("curl -i -X GET 'http://127.0.0.1:3000/v1/documents?limit=2&owner=a%20b'\n");
  });
});

describe('fetch', () => {
  /** Runs the text as a console would, and tells what was fetched. */
  async function run(text: string): Promise<[string, RequestInit | undefined][]> {
    const asked: [string, RequestInit | undefined][] = [];
    const fake = async (url: string, init?: RequestInit) => {
      asked.push([url, init]);
      return Response.json({ accessToken: 't0ken' });
    };
    const Async = (async () => {}).constructor as new (
      ...parts: string[]
    ) => (...args: unknown[]) => Promise<void>;
    await new Async('fetch', 'console', text)(fake, { log: () => {} });
    return asked;
  }

  it('runs as it is, signing in first', async () => {
    const [first, second] = await run(asFetch(call, 'carl@aster.example'));
    expect(first?.[0]).toBe('/sandbox/api/v1/sessions');
    expect(JSON.parse(String(first?.[1]?.body))).toMatchObject({ email: 'carl@aster.example' });
    expect(second?.[0]).toBe(`/sandbox/api${call.path}`);
    expect(second?.[1]).toEqual({
      method: 'POST',
      headers: { ...call.headers, authorization: 'Bearer t0ken' },
      body: call.body,
    });
  });

  it('has no session where none is needed', async () => {
    const asked = await run(asFetch({ ...call, method: 'GET', body: null, headers: {} }, null));
    expect(asked).toEqual([[`/sandbox/api${call.path}`, { method: 'GET' }]]);
  });
});
