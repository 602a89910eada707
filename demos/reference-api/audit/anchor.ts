// Signs the head of the chain and puts it where nobody can replace it. Before it signs, it checks that the head follows from the
// last anchor: a database that was rewritten is not vouched for, it is reported.
import type { Clock, Secrets } from '../deps.ts';
import type { Transaction } from '../storage/database.ts';
import type { Objects } from '../storage/objects.ts';
import { type Anchor, readAnchor, writeAnchor } from './anchor-form.ts';
import { type AnchorKey, anchorKey } from './anchor-key.ts';
import { follow, genesis, type Head, type Sha256, sameHead, webSha256 } from './chain.ts';
import { keepAnchor, readHead, readLeaves } from './store.ts';

export interface AnchorDeps {
  readonly database: Transaction;
  readonly objects: Objects;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** A host with a synchronous one brings it; the web's own otherwise. */
  readonly sha256?: Sha256;
}

export type Anchored =
  | { readonly kind: 'written'; readonly anchor: Anchor }
  | { readonly kind: 'nothing-new' }
  /** The chain no longer passes through the anchor of `seq`. Nothing was signed: a person has to look. */
  | { readonly kind: 'rewritten'; readonly seq: number };

const prefix = 'audit/anchors/';
/** Leaves fetched at once. */
const step = 5_000;

/** "audit/anchors/0000000000000042.json": the order of names is the order of heads. */
export const anchorName = (seq: number): string => `${prefix}${String(seq).padStart(16, '0')}.json`;

export interface Anchoring {
  /** Call it now and then (once a minute, and before the process ends): the time between is the time a rewrite would have. */
  anchorHead(): Promise<Anchored>;
}

/** Looks for the last anchor in the object store once, and remembers it. */
export function createAnchoring({
  database,
  objects,
  secrets,
  clock,
  sha256 = webSha256,
}: AnchorDeps): Anchoring {
  let last: Anchor | null | undefined;
  let key: AnchorKey | undefined;

  return {
    async anchorHead() {
      last ??= await newestAnchor(objects);
      const head = await readHead(database);
      const from = last ?? genesis;
      if (sameHead(from, head)) return { kind: 'nothing-new' };
      if (!(await follows(database, from, head, sha256))) return { kind: 'rewritten', seq: from.seq };

      key ??= await anchorKey(secrets);
      const anchor = await key.sign(head, clock.now());
      const name = anchorName(head.seq);
      const bytes = new TextEncoder().encode(writeAnchor(anchor));
      if ((await objects.putOnce(name, bytes, 'application/json')) === 'exists') {
        const there = await readObject(objects, name);
        if (there === null || !sameHead(there, head)) return { kind: 'rewritten', seq: head.seq };
      }
      await keepAnchor(database, anchor, name);
      last = anchor;
      return { kind: 'written', anchor };
    },
  };
}

async function newestAnchor(objects: Objects): Promise<Anchor | null> {
  const name = (await objects.list(prefix)).at(-1);
  return name === undefined ? null : readObject(objects, name);
}

/** Every anchor in the store, oldest first. */
export async function readAnchors(objects: Objects): Promise<Anchor[]> {
  const found: Anchor[] = [];
  for (const name of await objects.list(prefix)) {
    const anchor = await readObject(objects, name);
    if (anchor !== null) found.push(anchor);
  }
  return found.sort((a, b) => a.seq - b.seq);
}

async function readObject(objects: Objects, name: string): Promise<Anchor | null> {
  const bytes = await objects.get(name);
  return bytes === null ? null : readAnchor(new TextDecoder().decode(bytes));
}

async function follows(database: Transaction, from: Head, to: Head, sha256: Sha256): Promise<boolean> {
  let head = from;
  if (to.seq < from.seq) return false;
  while (head.seq < to.seq) {
    const until = Math.min(head.seq + step, to.seq);
    const leaves = await readLeaves(database, head.seq, until);
    if (leaves.length !== until - head.seq) return false;
    for (const leaf of leaves) head = await follow(head, leaf, sha256);
  }
  return sameHead(head, to);
}
