// The keys as this process knows them: read from the store, kept for a minute, tended (publish, retire) whenever they are
// read. No timer: whoever needs a key brings the set up to date, and a service without traffic needs none.
import type { Clock } from '../deps.ts';
import type { Database, Transaction } from '../storage/database.ts';
import { headerOf } from './access-token.ts';
import { algorithms } from './algorithms.ts';
import { decode, encode } from './base64url.ts';
import { due, type KeyLife } from './key-life.ts';
import { addKey, advanceKey, forget, holdKeys, type KeyRow, liveKeys, retireKey } from './key-store.ts';
import { type MadeKey, makeKey } from './make-key.ts';
import type { IdentitySettings } from './settings.ts';
import { type Signatures, type Signer, type Verifier, webSignatures } from './signatures.ts';

/** How the set keeps it: with the sealed private half. */
interface Kept extends Verifier {
  readonly sealed: Uint8Array;
}

/** Seals the private half at rest (vault). */
export interface Sealing {
  seal(table: string, column: string, row: string, text: string): Promise<Uint8Array>;
  open(table: string, column: string, row: string, sealed: Uint8Array): Promise<string>;
  /** Awaited before a transaction that seals: then sealing needs no connection of its own. */
  ready(): Promise<void>;
}

export interface SigningKeys {
  /** The key that signs now. Makes the first one of all when there is none. */
  signer(): Promise<Signer>;
  /** The live key whose tokens begin with this header. */
  find(header: string): Verifier | undefined;
  has(kid: string): boolean;
  /** Reads the set again when it is older than a minute; undefined when it is young enough. */
  freshen(): Promise<void> | undefined;
  /** Every key that is not retired, the one that does not sign yet included (RFC 7517). */
  jwks(): Promise<{ keys: JsonWebKey[] }>;
  /** Publishes the next key now; it signs after the JWKS has had time to spread. @returns its kid. */
  publishNext(): Promise<string>;
  /** Ends a key now, e.g. because it leaked: its tokens are refused everywhere within a second. */
  retire(kid: string): Promise<void>;
  /** Forgets a key that was retired elsewhere. */
  drop(kid: string): void;
}

interface Needs {
  readonly clock: Clock;
  readonly database: Database;
  readonly signatures?: Signatures;
  readonly firstKey?: Promise<MadeKey>;
}

const keptFor = 60_000;

export function signingKeys(
  { clock, database, signatures = webSignatures, firstKey }: Needs,
  sealing: Sealing,
  settings: IdentitySettings,
): SigningKeys {
  const life: KeyLife = {
    spread: Math.max(settings.jwksSeconds * 1000, 2 * keptFor),
    signs: settings.keySeconds * 1000,
    outlives: (settings.accessSeconds + settings.leewaySeconds) * 1000,
  };
  let byHeader = new Map<string, Kept>();
  let kids = new Set<string>();
  let signer: Signer | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  let ahead = firstKey;

  const datesOf = ({ kid, signs_from, signs_until }: KeyRow) => ({
    kid,
    signsFrom: signs_from.getTime(),
    signsUntil: signs_until?.getTime() ?? null,
    retired: false,
  });

  /** Before a transaction: a pair that is still being made should hold no connection. */
  const prepared = async (): Promise<void> => {
    await sealing.ready();
    await ahead?.catch(() => {});
  };

  async function nextPair(): Promise<MadeKey> {
    const made = await ahead?.catch(() => undefined);
    ahead = undefined;
    return made?.alg === settings.algorithm ? made : makeKey(settings.algorithm);
  }

  async function publish(tx: Transaction, signsFrom: number): Promise<string> {
    const made = await nextPair();
    const sealed = await sealing.seal('signing_keys', 'private_sealed', made.kid, encode(made.pkcs8));
    const { kid, alg, jwk } = made;
    await addKey(tx, { kid, alg, jwk, sealed, at: new Date(clock.now()), signsFrom: new Date(signsFrom) });
    return kid;
  }

  /** Does what is due; the caller holds the lock. */
  async function mend(tx: Transaction, now: number): Promise<KeyRow[]> {
    const { publish: from, advance, retire } = due((await liveKeys(tx)).map(datesOf), now, life);
    if (advance !== null) await advanceKey(tx, advance, new Date(now));
    if (from !== null) await publish(tx, from);
    for (const kid of retire) await retireKey(tx, kid, new Date(now));
    return liveKeys(tx);
  }

  async function tend(tx: Transaction): Promise<KeyRow[]> {
    const now = clock.now();
    const rows = await liveKeys(tx);
    const { publish: from, advance, retire } = due(rows.map(datesOf), now, life);
    if (from === null && advance === null && retire.length === 0) return rows;
    // Another process may do it while this one waits: mend() looks again.
    await holdKeys(tx);
    await forget(tx, new Date(now));
    return mend(tx, now);
  }

  async function read(): Promise<void> {
    const at = clock.now();
    await prepared();
    const rows = await database.transaction(null, tend);
    const loaded = await Promise.all(rows.map(load));
    byHeader = new Map(loaded.map((key) => [key.header, key]));
    kids = new Set(loaded.map(({ kid }) => kid));
    readAt = at;
  }

  function again(): Promise<void> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  async function load(row: KeyRow): Promise<Kept> {
    const header = headerOf(row.alg, row.kid);
    const { signs_from, signs_until, kid, alg, public_jwk: jwk, private_sealed: sealed } = row;
    const from = signs_from.getTime();
    const until = signs_until?.getTime() ?? Number.POSITIVE_INFINITY;
    const known = byHeader.get(header);
    const key = known?.key ?? (await signatures.importKey(alg, jwk));
    return { kid, alg, header, key, jwk, from, until, sealed };
  }

  function freshen(): Promise<void> | undefined {
    const now = clock.now();
    return now - readAt > keptFor || now < readAt ? again() : undefined;
  }

  async function current(): Promise<Signer> {
    const now = clock.now();
    const signing = [...byHeader.values()].find(({ from, until }) => from <= now && now < until);
    if (signing === undefined) throw new Error('no key signs now');
    if (signer?.kid === signing.kid) return signer;
    const { kid, alg, header } = signing;
    const text = await sealing.open('signing_keys', 'private_sealed', kid, signing.sealed);
    const key = await crypto.subtle.importKey(
      'pkcs8',
      decode(text) as BufferSource,
      algorithms[alg].import,
      false,
      ['sign'],
    );
    signer = { kid, alg, header, key };
    return signer;
  }

  return {
    async signer() {
      await freshen();
      return current();
    },
    find: (header) => byHeader.get(header),
    has: (kid) => kids.has(kid),
    freshen,
    async jwks() {
      await freshen();
      return { keys: [...byHeader.values()].map(({ jwk, kid, alg }) => ({ ...jwk, kid, alg, use: 'sig' })) };
    },
    async publishNext() {
      await prepared();
      const kid = await database.transaction(null, async (tx) => {
        await holdKeys(tx);
        return publish(tx, clock.now() + life.spread);
      });
      await again();
      return kid;
    },
    async retire(kid) {
      await prepared();
      await database.transaction(null, async (tx) => {
        await holdKeys(tx);
        const now = clock.now();
        await retireKey(tx, kid, new Date(now));
        await mend(tx, now);
      });
      this.drop(kid);
      await again();
    },
    drop(kid) {
      for (const [header, key] of byHeader) if (key.kid === kid) byHeader.delete(header);
      kids.delete(kid);
      if (signer?.kid === kid) signer = null;
      // Whoever signs next is not known yet.
      readAt = Number.NEGATIVE_INFINITY;
    },
  };
}
