// Asks the live address what a reader would ask, and holds the answers against the release: bytes, headers, the policy's hashes.
import { type Hashes, headersFor } from '../../src/headers.ts';
import { type Manifest, plainOf } from './manifest.ts';
import { errorPage, isAsset } from './places.ts';
import { sha256 } from './sha256.ts';

export interface Live {
  readonly origin: string;
  readonly fetch: typeof fetch;
}

const addressOf = (path: string): string => path.replace(/\/index\.html$/, '/');
const none: Hashes = { scripts: [], styles: [] };
const policy = 'content-security-policy';

const directives = (text: string): Map<string, Set<string>> =>
  new Map(
    text.split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(/\s+/);
      return [name, new Set(sources)];
    }),
  );

/**
 * A served policy has every source of the build's. It may have more hashes (of the release before, whose pages are still open)
 * and nothing else.
 */
export function policyFaults(served: string | null, built: string): string[] {
  if (!served) return ['the Content-Security-Policy is missing'];
  const has = directives(served);
  const faults: string[] = [];
  for (const [name, sources] of directives(built)) {
    const there = has.get(name);
    const missing = [...sources].filter((source) => !there?.has(source));
    if (!there || missing.length > 0)
      faults.push(`the Content-Security-Policy lacks ${name} ${missing.join(' ')}`.trimEnd());
    const extra = [...(there ?? [])].filter((source) => !sources.has(source) && !/^'sha256-/.test(source));
    if (extra.length > 0) faults.push(`the Content-Security-Policy allows ${name} ${extra.join(' ')}`);
    has.delete(name);
  }
  return [
    ...faults,
    ...[...has.keys()].filter(Boolean).map((name) => `the Content-Security-Policy has ${name}`),
  ];
}

/** Headers that differ from those of `src/headers.ts` for this path. */
export function headerFaults(answer: Response, path: string, file: string, hashes: Hashes): string[] {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(headersFor(path, file, hashes))) {
    const got = answer.headers.get(name);
    if (name.toLowerCase() === policy) faults.push(...policyFaults(got, value));
    else if (got !== value) faults.push(`${name} is “${got ?? 'missing'}”, not “${value}”`);
  }
  return faults;
}

/** One of each sort: pages, a twin, a script, what travels compressed; pages first that the release before did not have so. */
export function chosen(manifest: Manifest, before: Manifest | undefined): readonly string[] {
  const changed = (path: string): boolean => {
    const was = before?.files[path];
    return !was || plainOf(was).sha256 !== plainOf(manifest.files[path] ?? was).sha256;
  };
  const paths = Object.keys(manifest.files).sort();
  const one = (fits: (path: string) => boolean): string[] => {
    const fitting = paths.filter(fits);
    return [fitting.find(changed) ?? fitting[0]].filter((path) => path !== undefined);
  };
  return [
    ...new Set([
      '/index.html',
      ...one((path) => path.endsWith('/index.html') && path !== '/index.html'),
      ...one((path) => path.startsWith('/lab/') && path.endsWith('.html')),
      ...one((path) => path.endsWith('.md')),
      ...one((path) => isAsset(path) && path.endsWith('.js')),
      ...one((path) => isAsset(path) && path.endsWith('.css')),
      ...one((path) => manifest.files[path]?.encoding !== undefined),
    ]),
  ];
}

async function ask({ origin, fetch }: Live, path: string): Promise<Response> {
  return fetch(new URL(path, origin), {
    redirect: 'manual',
    headers: { 'accept-encoding': 'br', 'cache-control': 'no-cache' },
    signal: AbortSignal.timeout(20_000),
  });
}

/** Is this release what a reader gets for this path? */
export async function serves(live: Live, manifest: Manifest, path: string): Promise<boolean> {
  const stored = manifest.files[path];
  const answer = await ask(live, addressOf(path));
  const body = Buffer.from(await answer.arrayBuffer());
  return stored !== undefined && answer.status === 200 && sha256(body) === plainOf(stored).sha256;
}

/** @returns half a sentence for everything that is not as it should be. */
export async function smoke(live: Live, manifest: Manifest, before: Manifest | undefined): Promise<string[]> {
  const faults: string[] = [];
  const about = (path: string, found: readonly string[]) =>
    faults.push(...found.map((fault) => `${path}: ${fault}`));

  for (const path of chosen(manifest, before)) {
    const stored = manifest.files[path];
    const address = addressOf(path);
    const answer = await ask(live, address);
    const body = Buffer.from(await answer.arrayBuffer());
    if (answer.status !== 200) about(address, [`answered ${answer.status}`]);
    else if (!stored || sha256(body) !== plainOf(stored).sha256)
      about(address, ['has other bytes than this release']);
    about(address, headerFaults(answer, address, path, manifest.hashes));
  }

  const folder = Object.keys(manifest.files).find((path) => /^\/[^/]+\/index\.html$/.test(path));
  if (folder) {
    const bare = addressOf(folder).slice(0, -1);
    const answer = await ask(live, bare);
    await answer.arrayBuffer();
    const to = answer.headers.get('location') ?? '';
    if (answer.status !== 301 || new URL(to, live.origin).pathname !== `${bare}/`)
      about(bare, [`answered ${answer.status} to “${to}”, not 301 to ${bare}/`]);
    if (!answer.headers.get('strict-transport-security'))
      about(bare, ['Strict-Transport-Security is missing']);
  }

  const nowhere = `/nothing-is-here-${manifest.release}`;
  const missing = await ask(live, nowhere);
  await missing.arrayBuffer();
  if (missing.status !== 404) about(nowhere, [`answered ${missing.status}, not 404`]);
  about(nowhere, headerFaults(missing, nowhere, errorPage, manifest.hashes));
  return faults;
}

/** Before the pointer moves: the hashes that the served policy lacks for this build, or undefined if it could not be asked. */
export async function missingHashes(live: Live, hashes: Hashes): Promise<string[] | undefined> {
  try {
    const answer = await ask(live, '/');
    await answer.arrayBuffer();
    const served = answer.headers.get(policy);
    if (!served) return undefined;
    const wanted = headersFor('/', '/index.html', hashes)['Content-Security-Policy'] ?? '';
    const bare = headersFor('/', '/index.html', none)['Content-Security-Policy'] ?? '';
    const known = new Set(policyFaults(served, bare));
    return policyFaults(served, wanted).filter((fault) => !known.has(fault));
  } catch {
    return undefined;
  }
}
