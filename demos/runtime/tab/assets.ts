// Fetches what the worker needs, all at once, and says how far it is: in bytes as they travelled. fetch() hands out unpacked
// bytes, so those are scaled by the sizes in the manifest.
import type { Cause, Manifest, ManifestFile } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';

export interface Assets {
  readonly wasm: WebAssembly.Module;
  readonly data: Blob;
  readonly image: Blob;
}

type Report = (received: number, total: number) => void;

/** @param image false: the reader brings a database. @throws RuntimeFault 'asset-missing', 'asset-corrupt', 'offline', 'out-of-memory' */
export async function fetchAssets({ files }: Manifest, image: boolean, report: Report): Promise<Assets> {
  const wanted = image ? [files.wasm, files.data, files.image] : [files.wasm, files.data];
  const total = wanted.reduce((sum, file) => sum + file.transferred, 0);
  const travelled = new Map<ManifestFile, number>();
  const count = (file: ManifestFile) => (unpacked: number) => {
    travelled.set(file, Math.min(1, unpacked / file.bytes) * file.transferred);
    report(Math.round([...travelled.values()].reduce((sum, one) => sum + one, 0)), total);
  };
  const [wasm, data, tar] = await Promise.all([
    fetchModule(files.wasm, count(files.wasm)),
    fetchBlob(files.data, count(files.data)),
    image ? fetchBlob(files.image, count(files.image)) : new Blob(),
  ]);
  return { wasm, data, image: tar };
}

const fault = (code: Cause['code'], detail: string) => new RuntimeFault({ code, detail });

async function get({ path }: ManifestFile): Promise<Response & { body: ReadableStream<Uint8Array> }> {
  const response = await fetch(path).catch((error: unknown) => {
    throw fault('offline', `${path}: ${String(error)}`);
  });
  if (!response.ok || response.body === null) throw fault('asset-missing', `${path}: ${response.status}`);
  return response as Response & { body: ReadableStream<Uint8Array> };
}

async function read(
  file: ManifestFile,
  body: ReadableStream<Uint8Array>,
  count: (unpacked: number) => void,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw fault('offline', `${file.path} broke off after ${size} bytes: ${String(error)}`);
    });
    if (done) break;
    chunks.push(value as Uint8Array<ArrayBuffer>);
    size += value.length;
    count(size);
  }
  if (size !== file.bytes)
    throw fault('asset-corrupt', `${file.path}: ${size} bytes instead of ${file.bytes}`);
  return chunks;
}

async function fetchBlob(file: ManifestFile, count: (unpacked: number) => void): Promise<Blob> {
  const { body } = await get(file);
  const blob = new Blob(await read(file, body, count));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  const name = Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!file.path.includes(`.${name}.`)) throw fault('asset-corrupt', `${file.path}: its bytes are ${name}`);
  return blob;
}

/** Compiled while it arrives. */
async function fetchModule(
  file: ManifestFile,
  count: (unpacked: number) => void,
): Promise<WebAssembly.Module> {
  const response = await get(file);
  const [first, second] = response.body.tee();
  const counted = read(file, second as ReadableStream<Uint8Array>, count);
  const headers = { 'content-type': 'application/wasm' };
  const compiled = WebAssembly.compileStreaming(new Response(first, { headers })).catch((error: unknown) => {
    if (error instanceof RangeError) throw fault('out-of-memory', String(error));
    throw fault('asset-corrupt', `${file.path}: ${String(error)}`);
  });
  // What broke the bytes says more than what then did not compile.
  const [read1, compiled1] = await Promise.allSettled([counted, compiled]);
  if (read1.status === 'rejected') throw read1.reason;
  if (compiled1.status === 'rejected') throw compiled1.reason;
  return compiled1.value;
}
