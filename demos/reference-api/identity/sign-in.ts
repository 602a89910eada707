// Signing in. Unknown address, wrong password and disabled account take the same way: one read, one argon2id, one entry in
// the audit trail, one answer. Guessing at one account is limited by its address, from wherever it comes.
import { Problem } from '../problem.ts';
import type { Principal } from '../route.ts';
import { CacheDown } from '../storage/cache.ts';
import type { Transaction } from '../storage/database.ts';
import { encode } from './base64url.ts';
import { makeRefreshToken } from './refresh-token.ts';
import type { Inside } from './services.ts';
import { type Account, accountAt, startSession } from './store.ts';

export interface Opened {
  readonly principal: Principal;
  readonly epoch: number;
  readonly refreshToken: string;
  /** Milliseconds. */
  readonly absoluteExpiry: number;
}

/** Writes a new session of this account. @returns null when the account has changed since it was read. */
export async function openSession(
  { deps, settings }: Pick<Inside, 'deps' | 'settings'>,
  tx: Transaction,
  account: Enterer,
  device: string,
): Promise<Opened | null> {
  const { clock, ids } = deps;
  const now = clock.now();
  const token = await makeRefreshToken(ids.bytes(32));
  const family = ids.uuid();
  const absoluteExpiry = now + settings.absoluteSeconds * 1000;
  const { id: user, organisation, role, department, epoch } = account;
  const done = await startSession(tx, {
    family,
    user,
    epoch,
    token: token.hash,
    at: new Date(now),
    idle: new Date(now + settings.idleSeconds * 1000),
    absolute: new Date(absoluteExpiry),
    device,
  });
  if (!done) return null;
  const principal = { user, organisation, role, department, family };
  return { principal, epoch, refreshToken: token.text, absoluteExpiry };
}

type Enterer = { [K in 'id' | 'organisation' | 'role' | 'department' | 'epoch']: Account[K] };

export type SignIn = (email: string, password: string, device: string, trace: string) => Promise<Opened>;

/** @returns a function that throws Problem 'sign-in-failed' for every reason alike. */
export function signIn(inside: Inside): SignIn {
  const { deps, record } = inside;
  const { database, passwords, ids, clock } = deps;
  let dummy: Promise<string> | null = null;

  async function limitGuesses(email: string): Promise<void> {
    const { limit, seconds } = deps.config.limits.signIn;
    try {
      const [state] = await deps.cache.take(
        [{ key: `account-sign-in:${email}`, limit, seconds }],
        clock.now(),
      );
      if (state?.allowed === false)
        throw new Problem('quota-exceeded', {
          layer: 'L3',
          violated: ['sign-in'],
          headers: { 'retry-after': String(state.reset) },
        });
    } catch (error) {
      if (error instanceof CacheDown)
        throw new Problem('unavailable', { layer: 'L3', headers: { 'retry-after': '1' } });
      throw error;
    }
  }

  return async (email, password, device, trace) => {
    if (!deps.config.layersOff.includes('L2')) await limitGuesses(email);
    // Made before it is known whether it is needed, so that needing it takes no longer.
    dummy ??= passwords.hash(encode(ids.bytes(24)));
    const nobody = await dummy;
    const account = await accountAt(database, email);
    const right = await passwords.verify(password, account?.phc ?? nobody);
    const accepted = right && account?.status === 'active' ? account : null;

    const opened = await database.transaction(null, async (tx) => {
      const session = accepted && (await openSession(inside, tx, accepted, device));
      await record(tx, {
        at: clock.now(),
        subject: account?.id ?? null,
        organisation: account?.organisation ?? null,
        action: 'sessions.start',
        resource: session?.principal.family ?? null,
        decision: session ? 'allow' : 'deny',
        rule: session ? 'sign-in.accepted' : 'sign-in.refused',
        trace,
      });
      return session;
    });
    if (opened === null) throw new Problem('sign-in-failed', { layer: 'L3', rule: 'password' });
    return opened;
  };
}
