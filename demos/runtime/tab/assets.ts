// Fetches what the worker needs, all at once, and says how far it is: in bytes as they travelled. fetch() hands out unpacked
// bytes, so those are scaled by the sizes in the manifest.
import type { Cause, ManifestFile } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';

/** @param share 0 to 1 of this file, never less than before. */
type Count = (share: number) => void;

/** Milliseconds between two reports. Files come in hundreds of pieces, and each report wakes the page. */
const between = 50;

/** Adds the files up. @param report bytes as they travel, and the sum that is expected: now and then, and when a file is whole. */
export function progressOf(
  files: readonly ManifestFile[],
  report: (received: number, total: number) => void,
  now: () => number = () => performance.now(),
): (file: ManifestFile) => Count {
  const total = files.reduce((sum, file) => sum + file.transferred, 0);
  const travelled = new Map<ManifestFile, number>();
  let last = Number.NEGATIVE_INFINITY;
  return (file) => (share) => {
    travelled.set(file, Math.min(1, share) * file.transferred);
    if (share < 1 && now() - last < between) return;
    last = now();
    report(Math.round([...travelled.values()].reduce((sum, one) => sum + one, 0)), total);
  };
}

/** @throws RuntimeFault 'asset-missing', 'asset-corrupt' or 'offline' */
export async function fetchFile(file: ManifestFile, count: Count = () => {}): Promise<ArrayBuffer> {
  const bytes = await readWhole(file, (await get(file)).body, count);
  // Names carry the first 64 bits of the SHA-256 of their bytes.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const name = Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!file.path.includes(`.${name}.`)) throw fault('asset-corrupt', `${file.path}: its bytes are ${name}`);
  return bytes.buffer;
}

/** Compiled while it arrives; it has to come as application/wasm. @throws RuntimeFault 'asset-missing', 'asset-corrupt', 'offline' or 'out-of-memory' */
export async function fetchModule(file: ManifestFile, count: Count = () => {}): Promise<WebAssembly.Module> {
  const answer = await get(file);
  const [compiled, arrived] = await Promise.allSettled([
    WebAssembly.compileStreaming(answer.clone()),
    read(file, answer.body, (chunk, at) => count((at + chunk.length) / file.bytes)),
  ]);
  // Bytes that did not arrive say more than what then could not be compiled.
  if (arrived.status === 'rejected') throw arrived.reason;
  if (compiled.status === 'fulfilled') return compiled.value;
  const code = compiled.reason instanceof RangeError ? 'out-of-memory' : 'asset-corrupt';
  throw fault(code, `${file.path}: ${compiled.reason}`);
}

/** Why a script that is a module could not be imported, which the import itself does not tell. */
export async function whyNotRunning(script: ManifestFile): Promise<Cause> {
  const cause: Cause = { code: 'asset-corrupt', detail: `${script.path} does not run` };
  return get(script).then(
    () => cause,
    (error) => (error instanceof RuntimeFault ? error.why : cause),
  );
}

const fault = (code: Cause['code'], detail: string) => new RuntimeFault({ code, detail });

type Bytes = Uint8Array<ArrayBuffer>;

type Answer = Response & { readonly body: ReadableStream<Bytes> };

async function get({ path }: ManifestFile): Promise<Answer> {
  const answer = await fetch(path).catch((error: unknown) => {
    throw fault('offline', `${path}: ${error}`);
  });
  if (!answer.ok || answer.body === null) throw fault('asset-missing', `${path}: ${answer.status}`);
  return answer as Answer;
}

/** Piece by piece into the memory that is kept, where the browser can: no piece is made, copied and thrown away. */
async function readWhole(file: ManifestFile, body: ReadableStream<Bytes>, count: Count): Promise<Bytes> {
  const reader = intoMemory(body);
  let bytes: Bytes = new Uint8Array(file.bytes);
  if (reader === null) {
    await read(file, body, (chunk, at) => {
      bytes.set(chunk, at);
      count((at + chunk.length) / file.bytes);
    });
    return bytes;
  }
  let at = 0;
  const next = (place: Bytes) => reader.read(place).catch(brokenOff(file, at));
  while (at < file.bytes) {
    const { done, value } = await next(bytes.subarray(at));
    if (done) throw tooShort(file, at);
    // The memory goes to the browser with each question, and comes back under another name.
    bytes = new Uint8Array(value.buffer);
    at += value.length;
    count(at / file.bytes);
  }
  if (!(await next(new Uint8Array(1))).done) throw tooLong(file);
  return bytes;
}

/** @returns null where bodies are not streams of bytes: Safari, and streams that tests make */
function intoMemory(body: ReadableStream<Bytes>): ReadableStreamBYOBReader | null {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/** Hands on each piece with its place. */
async function read(
  file: ManifestFile,
  body: ReadableStream<Bytes>,
  take: (chunk: Bytes, at: number) => void,
): Promise<void> {
  let at = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(brokenOff(file, at));
    if (done) break;
    if (at + value.length > file.bytes) throw tooLong(file);
    take(value, at);
    at += value.length;
  }
  if (at !== file.bytes) throw tooShort(file, at);
}

const brokenOff =
  ({ path }: ManifestFile, at: number) =>
  (error: unknown): never => {
    throw fault('offline', `${path} broke off after ${at} bytes: ${error}`);
  };
const tooLong = ({ path, bytes }: ManifestFile) =>
  fault('asset-corrupt', `${path}: more than ${bytes} bytes`);
const tooShort = ({ path, bytes }: ManifestFile, at: number) =>
  fault('asset-corrupt', `${path}: ${at} bytes instead of ${bytes}`);
