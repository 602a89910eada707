// What goes into the container: a snapshot of the project (sources and packages) and the database's three large files, which are the
// same files that the tab uses, so a reader who booted the tab before has them already. Read in parallel, checked by their hash.
import { RuntimeFault } from '../fault.ts';

/** dist/runtime/lab.json, made with the project by build/lab.ts. */
export interface LabManifest {
  readonly protocol: 1;
  readonly commit: string;
  readonly snapshot: LabFile;
  /** By their name in the project: "assets/pglite.wasm". */
  readonly assets: Readonly<Record<string, LabFile>>;
  readonly zip: LabFile;
}

export interface LabFile {
  readonly path: string;
  readonly bytes: number;
  /** As it travels. */
  readonly transferred: number;
  /** Of the bytes, hexadecimal. */
  readonly sha256: string;
}

export interface Project {
  readonly snapshot: Uint8Array;
  readonly assets: ReadonlyMap<string, Uint8Array>;
}

/** @throws RuntimeFault `asset-missing`, `asset-corrupt`, `offline` */
export async function readManifest(base: string, signal: AbortSignal): Promise<LabManifest> {
  const response = await get(`${base}runtime/lab.json`, signal);
  const manifest: LabManifest = await response.json().catch(() => {
    throw new RuntimeFault({ code: 'asset-corrupt', detail: 'lab.json' });
  });
  if (manifest.protocol !== 1) throw new RuntimeFault({ code: 'image-outdated', detail: 'lab.json' });
  return manifest;
}

export async function readProject(
  manifest: LabManifest,
  options: { base: string; signal: AbortSignal; received: (bytes: number) => void },
): Promise<Project> {
  const names = Object.keys(manifest.assets);
  const [snapshot, ...assets] = await Promise.all(
    [manifest.snapshot, ...names.map((name) => manifest.assets[name] as LabFile)].map((file) =>
      readFile(file, options),
    ),
  );
  return {
    snapshot: snapshot as Uint8Array,
    assets: new Map(names.map((name, i) => [name, assets[i] as Uint8Array])),
  };
}

export const projectBytes = ({ snapshot, assets }: LabManifest): number =>
  [snapshot, ...Object.values(assets)].reduce((sum, { bytes }) => sum + bytes, 0);

async function readFile(
  file: LabFile,
  { base, signal, received }: { base: string; signal: AbortSignal; received: (bytes: number) => void },
): Promise<Uint8Array> {
  const response = await get(new URL(file.path, new URL(base, location.href)).href, signal);
  const bytes = new Uint8Array(file.bytes);
  let at = 0;
  const corrupt = () => new RuntimeFault({ code: 'asset-corrupt', detail: file.path });
  for await (const chunk of chunks(response)) {
    if (at + chunk.length > bytes.length) throw corrupt();
    bytes.set(chunk, at);
    at += chunk.length;
    received(chunk.length);
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (at !== file.bytes || hex !== file.sha256) throw corrupt();
  return bytes;
}

async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) return;
    yield value;
  }
}

async function get(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new RuntimeFault({
      code: navigator.onLine ? 'asset-missing' : 'offline',
      detail: `${url}: ${error}`,
    });
  });
  if (!response.ok) throw new RuntimeFault({ code: 'asset-missing', detail: `${url}: ${response.status}` });
  return response;
}
