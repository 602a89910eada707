import { describe, expect, it } from 'vitest';
import type { Told } from '../runtime/contract.ts';
import { claimsOf, secondsLeft } from './claims.ts';
import { faultIn, fileName, unpacked } from './database-file.ts';
import { added, cleared, type Entry, noHistory, restored } from './history.ts';
import { draftSchema, forLink } from './link.ts';
import { fitting, heard, mostLines, noTail, paused, spansOf } from './tail.ts';

const entry = (id: number): Entry => ({
  id,
  at: 0,
  call: { operation: 'x', method: 'GET', path: '/', headers: {}, body: null },
  draft: null,
  who: null,
  trace: '0',
  milliseconds: 1,
  host: { kind: 'tab', text: '' },
  answer: { failed: '' },
});

describe('history', () => {
  it('keeps the last fifty, newest first', () => {
    const all = Array.from({ length: 60 }, (_, i) => entry(i)).reduce(added, noHistory);
    expect(all.entries).toHaveLength(50);
    expect(all.entries[0]?.id).toBe(59);
  });

  it('gives back what was cleared, until the next call', () => {
    const two = [entry(1), entry(2)].reduce(added, noHistory);
    expect(restored(cleared(two)).entries).toEqual(two.entries);
    expect(restored(added(cleared(two), entry(3))).entries).toHaveLength(1);
    expect(restored(two)).toBe(two);
  });
});

describe('the tail', () => {
  const log = (trace: string): Told => ({
    kind: 'log',
    at: '',
    level: 'info',
    event: 'answered',
    fields: { trace },
  });
  const trace = (id: string): Told => ({
    kind: 'trace',
    id,
    route: 'x',
    status: 200,
    spans: [{ name: 'edge', part: 'waf', start: 0, end: 1 }],
  });

  it('is bounded and says what it let go', () => {
    const many = Array.from({ length: mostLines + 7 }, (_, i) => log(String(i)));
    const tail = heard(heard(noTail, many), [log('last')]);
    expect(tail.lines).toHaveLength(mostLines);
    expect(tail.dropped).toBe(8);
    expect(new Set(tail.lines.map(({ n }) => n)).size).toBe(mostLines);
  });

  it('holds back while paused, and shows it afterwards in order', () => {
    const tail = heard(paused(heard(noTail, [log('a')]), true), [log('b'), log('c')]);
    expect(tail.lines).toHaveLength(1);
    const on = paused(tail, false);
    expect(on.lines.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(on.waiting).toEqual([]);
  });

  it('filters by trace and kind, and finds the spans of a request', () => {
    const tail = heard(noTail, [log('a'), trace('a'), log('b')]);
    expect(fitting(tail.lines, { trace: 'a', kind: 'all' })).toHaveLength(2);
    expect(fitting(tail.lines, { trace: 'a', kind: 'log' })).toHaveLength(1);
    expect(fitting(tail.lines, { trace: null, kind: 'trace' })).toHaveLength(1);
    expect(spansOf(tail, 'a')).toHaveLength(1);
    expect(spansOf(tail, 'b')).toEqual([]);
  });
});

describe('a link', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln';
  const signed = [{ email: 'a@b', accessToken: jwt, refreshToken: 'r3fresh-secret' }];

  it('never has a token, wherever one was pasted', () => {
    const draft = {
      operation: 'sessions.refresh',
      values: { 'body.refreshToken': 'typed', 'body.title': `x ${jwt} r3fresh-secret`, 'path.id': 'p' },
      raw: `{"refreshToken": "typed", "accessToken":"other", "note": "r3fresh-secret ${jwt}"}`,
    };
    const text = JSON.stringify(forLink(draft, signed));
    for (const secret of [jwt, 'r3fresh-secret', 'typed', 'other']) expect(text).not.toContain(secret);
    expect(text).toContain('path.id');
    expect(JSON.stringify(forLink({ ...draft, raw: jwt }, []))).not.toContain('eyJ');
  });

  it('is refused when it is not a draft', () => {
    expect(draftSchema.safeParse({ operation: 'x', values: {}, raw: null }).success).toBe(true);
    for (const odd of [
      null,
      {},
      { operation: 'x', values: { a: 1 }, raw: null },
      { operation: 'x'.repeat(81), values: {}, raw: null },
      { operation: 'x', values: {}, raw: null, send: true },
    ])
      expect(draftSchema.safeParse(odd).success).toBe(false);
  });
});

describe('claims', () => {
  const token = (payload: string): string => `h.${btoa(payload).replaceAll('=', '')}.s`;

  it('are read, and nothing else is', () => {
    expect(claimsOf(token('{"exp":100,"role":"viewer"}'))).toEqual({ exp: 100, role: 'viewer' });
    for (const odd of ['', 'a.b', token('[]'), token('x'), 'a.%.c', `${token('{}')}.d`])
      expect(claimsOf(odd), odd).toBeNull();
  });

  it('tell the seconds left', () => {
    expect(secondsLeft({ exp: 100 }, 90_500)).toBe(9);
    expect(secondsLeft({ exp: 100 }, 200_000)).toBe(0);
    expect(secondsLeft({}, 0)).toBe(0);
  });
});

describe('a database file', () => {
  const encoder = new TextEncoder();
  function tarOf(files: readonly (readonly [string, string])[]): Uint8Array<ArrayBuffer> {
    const blocks = files.map(([name, text]) => {
      const content = encoder.encode(text);
      const out = new Uint8Array(512 + Math.ceil(content.length / 512) * 512);
      out.set(encoder.encode(name), 0);
      out.set(encoder.encode(content.length.toString(8).padStart(11, '0')), 124);
      out.set(encoder.encode('        '), 148);
      out.set(encoder.encode('ustar'), 257);
      const sum = out.subarray(0, 512).reduce((all, byte) => all + byte, 0);
      out.set(encoder.encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
      out.set(content, 512);
      return out;
    });
    const end = new Uint8Array(1024);
    const bytes = new Uint8Array([...blocks, end].reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of [...blocks, end]) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
  const good = tarOf([
    ['global/1', 'x'.repeat(700)],
    ['PG_VERSION', '18\n'],
  ]);

  it('is taken when it is whole and of this version', () => {
    expect(faultIn(good)).toBeNull();
    expect(faultIn(tarOf([['pgdata/PG_VERSION', '18\n']]))).toBeNull();
  });

  it('is refused with the reason', () => {
    expect(faultIn(new Uint8Array())).toMatch(/empty/);
    expect(faultIn(encoder.encode('no tar '.repeat(200)))).toMatch(/not an export/);
    expect(faultIn(tarOf([['PG_VERSION', '17\n']]))).toMatch(/PostgreSQL 17/);
    expect(faultIn(tarOf([['readme', 'x']]))).toMatch(/without a PostgreSQL/);
    for (const length of [600, 1100, 1536])
      expect(faultIn(good.slice(0, length)), String(length)).toMatch(/ends too early/);
    const bent = good.slice();
    bent[1536 + 3] = 65;
    expect(faultIn(bent)).toMatch(/damaged/);
  });

  it('is unpacked when it is gzip', async () => {
    const packed = await new Response(
      new Blob([good]).stream().pipeThrough(new CompressionStream('gzip')),
    ).blob();
    expect(faultIn(await unpacked(packed))).toBeNull();
    await expect(unpacked(packed.slice(0, 40))).rejects.toThrow();
  });

  it('has a name with its time', () => {
    expect(fileName(new Date(2026, 10, 2, 4, 5))).toBe('sandbox-2026-11-02-0405.tar');
  });
});
