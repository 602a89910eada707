import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ManifestFile } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import { fetchFile, fetchModule, progressOf } from './assets.ts';

const bytes = new Uint8Array(100_000).map((_, i) => i % 251);
const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const fileOf = (content: Uint8Array, transferred = 10): ManifestFile => ({
  path: `/runtime/x.${createHash('sha256').update(content).digest('hex').slice(0, 16)}.bin`,
  bytes: content.length,
  transferred,
});

function answers(answer: () => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', async () => answer());
}
afterEach(() => vi.unstubAllGlobals());

async function fault(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof RuntimeFault ? error.why.code : String(error);
}

/** @param kind 'bytes' as browsers have it, which can be read into memory that is there; the other as Safari has it */
function inPieces(
  content: Uint8Array,
  size: number,
  { kind, breaksAt = Number.POSITIVE_INFINITY }: { kind: 'bytes' | undefined; breaksAt?: number },
): Response {
  let at = 0;
  const pull = (controller: ReadableByteStreamController | ReadableStreamDefaultController): void => {
    if (at >= breaksAt) {
      controller.error(new TypeError('network error'));
      return;
    }
    controller.enqueue(content.slice(at, at + size));
    at += size;
    if (at < content.length) return;
    controller.close();
    if ('byobRequest' in controller) controller.byobRequest?.respond(0);
  };
  return new Response(new ReadableStream(kind ? { type: kind, pull } : { pull }));
}

describe.each(['bytes', undefined] as const)('an asset, body of kind %s', (kind) => {
  it('comes whole, and progress counts what travels, never backwards', async () => {
    answers(() => inPieces(bytes, 7_000, { kind }));
    const [a, b] = [fileOf(bytes, 4_000), { ...fileOf(bytes, 1_000) }];
    const told: number[][] = [];
    let now = 0;
    const clock = () => {
      now += 100;
      return now;
    };
    const count = progressOf([a, b], (...numbers) => told.push(numbers), clock);
    const [whole] = await Promise.all([fetchFile(a, count(a)), fetchFile(b, count(b))]);
    expect(new Uint8Array(whole)).toEqual(bytes);
    expect(told.length).toBe(2 * Math.ceil(bytes.length / 7_000));
    expect(told.at(-1)).toEqual([5_000, 5_000]);
    expect(told.map(([received]) => received)).toEqual(
      told.map(([one]) => one).toSorted((x, y) => (x ?? 0) - (y ?? 0)),
    );
  });

  it('that is not there, damaged, of another length or broken off has its cause', async () => {
    const file = fileOf(bytes);
    answers(() => new Response('<!doctype html>', { status: 404 }));
    expect(await fault(fetchFile(file))).toBe('asset-missing');
    answers(() => new Response(bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte))));
    expect(await fault(fetchFile(file))).toBe('asset-corrupt');
    for (const other of [bytes.slice(1), new Uint8Array([...bytes, 0])]) {
      answers(() => inPieces(other, 60_000, { kind }));
      expect(await fault(fetchFile(file))).toBe('asset-corrupt');
    }
    answers(() => inPieces(bytes, 9_000, { kind, breaksAt: 20_000 }));
    expect(await fault(fetchFile(file))).toBe('offline');
    answers(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await fault(fetchFile(file))).toBe('offline');
  });

  it('tells of pieces that come at once once, and of its end', async () => {
    answers(() => inPieces(bytes, 7_000, { kind }));
    const file = fileOf(bytes, 4_000);
    const told: number[] = [];
    const count = progressOf(
      [file],
      (received) => told.push(received),
      () => 0,
    );
    await fetchFile(file, count(file));
    expect(told).toEqual([280, 4_000]);
  });

  it('that is WebAssembly is compiled, or has its cause', async () => {
    const headers = { 'content-type': 'application/wasm' };
    answers(() => new Response(empty, { headers }));
    expect(await fetchModule(fileOf(empty))).toBeInstanceOf(WebAssembly.Module);
    const wrong = empty.with(4, 9);
    answers(() => new Response(wrong, { headers }));
    expect(await fault(fetchModule(fileOf(wrong)))).toBe('asset-corrupt');
    answers(() => inPieces(bytes, 9_000, { kind, breaksAt: 20_000 }));
    expect(await fault(fetchModule(fileOf(bytes)))).toBe('offline');
    answers(() => new Response(null, { status: 503 }));
    expect(await fault(fetchModule(fileOf(empty)))).toBe('asset-missing');
  });
});
