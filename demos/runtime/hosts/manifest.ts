// Asks the build what it made. Everything that can come back instead (nothing, a sign-in page of some network, an older or
// newer build) has a cause of its own.
import type { Cause, CauseCode, Manifest } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';

export const manifestPath = '/runtime/manifest.json';

export interface Fetching {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly online: () => boolean;
}

/** @param wait milliseconds of silence. @throws RuntimeFault, or the signal's reason */
export async function readManifest(ports: Fetching, signal: AbortSignal, wait: number): Promise<Manifest> {
  const answer = await fetched(ports, manifestPath, signal, wait).catch((error) => {
    if (!(error instanceof RuntimeFault) || error.why.code !== 'offline') throw error;
    // What a former visit left in the cache starts without a connection.
    return fetched(ports, manifestPath, signal, wait, { cache: 'force-cache' });
  });
  const text = await answer.text().catch(() => '');
  const manifest = parsed(text);
  if (manifest === null) throw fault('asset-corrupt', `${manifestPath} is not what the build wrote`);
  const { protocol } = manifest;
  if (protocol !== 2) throw fault('image-outdated', `protocol ${protocol} instead of 2`);
  return { ...manifest, protocol };
}

/** An answer that is there: 2xx. @throws RuntimeFault, or the signal's reason */
export async function fetched(
  { fetch, online }: Fetching,
  path: string,
  signal: AbortSignal,
  wait: number,
  init: RequestInit = {},
): Promise<Response> {
  const patience = new AbortController();
  const give = (): void => patience.abort();
  signal.addEventListener('abort', give);
  const timer = setTimeout(give, wait);
  try {
    const answer = await fetch(path, { ...init, signal: patience.signal });
    if (answer.ok) return answer;
    throw fault('asset-missing', `${path} answered ${answer.status}`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RuntimeFault) throw error;
    if (patience.signal.aborted) throw fault('start-timeout', `${path}: no answer in ${wait / 1000} s`);
    throw fault(online() ? 'unreachable' : 'offline', `${path} could not be fetched`);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', give);
  }
}

function parsed(text: string): (Omit<Manifest, 'protocol'> & { readonly protocol: number }) | null {
  try {
    const value = JSON.parse(text) as Partial<Manifest> | null;
    const { files, protocol } = value ?? {};
    const whole =
      typeof protocol === 'number' &&
      (['worker', 'wasm', 'data', 'image'] as const).every(
        (name) => typeof files?.[name]?.path === 'string' && typeof files[name].bytes === 'number',
      );
    return whole ? (value as Manifest) : null;
  } catch {
    return null;
  }
}

const fault = (code: CauseCode, detail: string): RuntimeFault =>
  new RuntimeFault({ code, detail } satisfies Cause);
