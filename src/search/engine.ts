// Loads Pagefind when the palette first opens, and asks it one question at a time.
// `noWorker`: a worker's address would have to be a TrustedScriptURL, and an index of this size answers at once anyway.

import type { Kind } from './records.ts';

export interface Fragment {
  readonly url: string;
  readonly excerpt: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly sub_results: readonly {
    readonly title: string;
    readonly url: string;
    readonly excerpt: string;
    readonly anchor?: object;
    readonly weighted_locations: readonly { readonly balanced_score: number }[];
  }[];
}

interface Engine {
  init(): Promise<void>;
  search(
    term: string,
    options: { filters: { kind: Kind } },
  ): Promise<{ results: { score: number; data(): Promise<Fragment> }[] }>;
}

const perKind = 4;
const address = '/pagefind/pagefind.js';
let engine: Promise<Engine> | undefined;

/** Starts loading. A failure is not remembered: the next question tries again. */
export function load(): Promise<Engine> {
  engine ??= start().catch((error: unknown) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

async function start(): Promise<Engine> {
  const pagefind = (await import(/* @vite-ignore */ address)) as {
    createInstance(options: object): Engine;
  };
  const instance = pagefind.createInstance({ noWorker: true, excerptLength: 18 });
  await instance.init();
  // The first question fetches the index itself; asked early, it is there when the reader has typed.
  await instance.search('system', { filters: { kind: 'page' } });
  return instance;
}

export async function find(term: string): Promise<Record<Kind, Fragment[]>> {
  const instance = await load();
  const one = async (kind: Kind) => {
    const { results } = await instance.search(term, { filters: { kind } });
    return Promise.all(results.slice(0, perKind).map((result) => result.data()));
  };
  const [page, part, decision, demo] = await Promise.all([
    one('page'),
    one('part'),
    one('decision'),
    one('demo'),
  ]);
  return { page, part, decision, demo };
}
