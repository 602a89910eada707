// The service's signing keys over time. The rules are the service's (key-life.ts), and so are tokens and their check; the
// table behind them is an array here, and the pairs are Ed25519, which are made at once.
import { issue, verify } from '#api/identity/access-token.ts';
import { claimsFor } from '#api/identity/claims.ts';
import { due, type KeyDates, type KeyLife, keyState } from '#api/identity/key-life.ts';
import type { Verifier } from '#api/identity/signatures.ts';
import { webSignatures } from '#api/identity/signatures.ts';
import { users } from '#api/storage/examples.ts';
import { expected, jwksSeconds, keySeconds } from './demo.ts';
import { makePair } from './mint.ts';

export interface KeyRow extends KeyDates {
  /** k1, k2, …: how the page calls it. */
  readonly name: string;
  readonly publishedAt: number;
  readonly retiredAt: number | null;
}
export interface SignedToken {
  readonly by: string;
  readonly at: number;
  readonly accepted: boolean;
}

export const life: KeyLife = {
  spread: jwksSeconds * 1000,
  signs: keySeconds * 1000,
  outlives: (expected.accessSeconds + expected.leewaySeconds) * 1000,
};

export interface KeySet {
  readonly now: number;
  readonly rows: readonly KeyRow[];
  readonly tokens: readonly SignedToken[];
  /** As the address /.well-known/jwks.json would answer now. */
  readonly jwks: readonly JsonWebKey[];
}

type Pair = Awaited<ReturnType<typeof makePair>>;
const minute = 60_000;

export interface KeyTable {
  /** Brings the set up to date at `now`: what a service does whenever it needs a key. */
  tend(now: number): Promise<void>;
  /** To `now` in steps of a minute, as a service with traffic would pass them. */
  pass(now: number): Promise<void>;
  publishNext(): Promise<void>;
  /** Ends the key that signs now. */
  retireSigning(): Promise<void>;
  sign(): Promise<void>;
  look(): Promise<KeySet>;
}

export function createKeyTable(begin: number): KeyTable {
  let now = begin;
  let rows: KeyRow[] = [];
  const pairs = new Map<string, Pair>();
  const tokens: { by: string; at: number; token: string }[] = [];

  async function add(signsFrom: number): Promise<void> {
    const pair = await makePair('EdDSA');
    const { kid } = pair.signer;
    pairs.set(kid, pair);
    rows = rows.map((row) =>
      row.signsUntil === null && !row.retired ? { ...row, signsUntil: signsFrom } : row,
    );
    const name = `k${rows.length + 1}`;
    rows.push({ kid, name, publishedAt: now, signsFrom, signsUntil: null, retired: false, retiredAt: null });
  }
  const change = (kid: string, to: Partial<KeyRow>) => {
    rows = rows.map((row) => (row.kid === kid ? { ...row, ...to } : row));
  };
  const retire = (kid: string) => {
    const until = rows.find((row) => row.kid === kid)?.signsUntil ?? now;
    change(kid, { retired: true, retiredAt: now, signsUntil: Math.min(until, now) });
  };

  async function tend(at: number): Promise<void> {
    now = at;
    const { publish, advance, retire: ended } = due(rows, now, life);
    if (advance !== null) change(advance, { signsFrom: now });
    if (publish !== null) await add(publish);
    for (const kid of ended) retire(kid);
  }
  const signing = () => rows.find((row) => keyState(row, now) === 'signing');
  const verifiers = (): Verifier[] =>
    rows.filter(({ retired }) => !retired).flatMap(({ kid }) => pairs.get(kid)?.verifier ?? []);

  return {
    tend,
    async pass(to) {
      while (now + minute < to) await tend(now + minute);
      await tend(to);
    },
    async publishNext() {
      if (!rows.some((row) => keyState(row, now) === 'published')) await add(now + life.spread);
    },
    async retireSigning() {
      const row = signing();
      if (row) retire(row.kid);
      await tend(now);
    },
    async sign() {
      const row = signing();
      const pair = row && pairs.get(row.kid);
      if (!row || !pair) return;
      const { id: user, organisation, role, department } = users.vera;
      const bearer = { user, organisation, role, department, family: crypto.randomUUID(), epoch: 0 };
      const token = await issue(pair.signer, claimsFor(bearer, expected, now, crypto.randomUUID()));
      tokens.push({ by: row.name, at: now, token });
    },
    async look() {
      const live = verifiers();
      const find = (header: string) => live.find((key) => key.header === header);
      const judged = tokens.slice(-6).map(async ({ by, at, token }) => ({
        by,
        at,
        accepted: (await verify(webSignatures, token, find, expected, now)) !== null,
      }));
      const jwks = live.map(({ jwk, kid, alg }) => ({ ...jwk, kid, alg, use: 'sig' }));
      return { now, rows: [...rows], tokens: await Promise.all(judged), jwks };
    },
  };
}
