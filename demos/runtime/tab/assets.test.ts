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

function inPieces(content: Uint8Array, size: number, breaksAt = Number.POSITIVE_INFINITY): Response {
  let at = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (at >= breaksAt) return controller.error(new TypeError('network error'));
      controller.enqueue(content.slice(at, at + size));
      at += size;
      if (at >= content.length) controller.close();
    },
  });
  return new Response(body);
}

describe('an asset', () => {
  it('comes whole, and progress counts what travels, never backwards', async () => {
    answers(() => inPieces(bytes, 7_000));
    const [a, b] = [fileOf(bytes, 4_000), { ...fileOf(bytes, 1_000) }];
    const told: number[][] = [];
    const count = progressOf([a, b], (...numbers) => told.push(numbers));
    const [whole] = await Promise.all([fetchFile(a, count(a)), fetchFile(b, count(b))]);
    expect(new Uint8Array(whole)).toEqual(bytes);
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
      answers(() => new Response(other));
      expect(await fault(fetchFile(file))).toBe('asset-corrupt');
    }
    answers(() => inPieces(bytes, 9_000, 20_000));
    expect(await fault(fetchFile(file))).toBe('offline');
    answers(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await fault(fetchFile(file))).toBe('offline');
  });

  it('that is WebAssembly is compiled, or has its cause', async () => {
    answers(() => new Response(empty));
    expect(await fetchModule(fileOf(empty))).toBeInstanceOf(WebAssembly.Module);
    const wrong = empty.with(4, 9);
    answers(() => new Response(wrong));
    expect(await fault(fetchModule(fileOf(wrong)))).toBe('asset-corrupt');
    answers(() => inPieces(bytes, 9_000, 20_000));
    expect(await fault(fetchModule(fileOf(bytes)))).toBe('offline');
    answers(() => new Response(null, { status: 503 }));
    expect(await fault(fetchModule(fileOf(empty)))).toBe('asset-missing');
  });
});
