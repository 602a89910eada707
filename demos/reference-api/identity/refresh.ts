// Refreshing a session: read what is known of the token, ask the rule, exchange. The exchange succeeds for one caller only,
// so whoever lost it asks the rule again. Nothing is given out that is not committed, and what is committed can be given
// again within the grace: an answer that was lost is not a session that was lost.
import type { Entry } from '../audit/entry.ts';
import type { Deps } from '../deps.ts';
import type { Principal } from '../route.ts';
import {
  makeRefreshToken,
  openSuccessor,
  type RefreshToken,
  readRefreshToken,
  sealSuccessor,
} from './refresh-token.ts';
import { type Rotation, rotate } from './rotate.ts';
import type { Beside } from './services.ts';
import type { IdentitySettings } from './settings.ts';
import { endReused, exchange, type RefreshState, refreshState } from './store.ts';

export type Refreshed =
  | {
      readonly kind: 'refreshed';
      readonly principal: Principal;
      readonly epoch: number;
      readonly refreshToken: string;
      /** Milliseconds: when the session ends whatever is done. */
      readonly absoluteExpiry: number;
    }
  | { readonly kind: 'refused'; readonly why: Exclude<Rotation, 'rotated' | 'same-successor'> };

export interface RefreshFlow {
  refresh(text: string, trace: string): Promise<Refreshed>;
}

export function refreshFlow(
  { database, clock, ids }: Pick<Deps, 'database' | 'clock' | 'ids'>,
  settings: IdentitySettings,
  record: Beside['record'],
): RefreshFlow {
  const grace = settings.graceSeconds * 1000;

  const given = ({ principal, epoch, absoluteExpiry }: RefreshState, refreshToken: string): Refreshed => ({
    kind: 'refreshed',
    principal,
    epoch,
    refreshToken,
    absoluteExpiry,
  });

  function event(state: RefreshState, at: number, rule: 'rotated' | 'reused', trace: string): Entry {
    const { user: subject, organisation, family: resource } = state.principal;
    const reused = rule === 'reused';
    return {
      at,
      organisation,
      subject,
      action: 'sessions.refresh',
      resource,
      decision: reused ? 'deny' : 'allow',
      rule: `refresh.${rule}`,
      trace,
      ...(reused && { details: { alert: true } }),
    };
  }

  /** @returns null when another caller was first. */
  async function exchanged(
    token: RefreshToken,
    state: RefreshState,
    now: number,
    trace: string,
  ): Promise<Refreshed | null> {
    const successor = await makeRefreshToken(ids.bytes(32));
    const sealed = await sealSuccessor(token, successor, ids.bytes(12));
    const idle = new Date(now + settings.idleSeconds * 1000);
    return database.transaction(null, async (tx) => {
      const change = { token: token.hash, successor: successor.hash, sealed, at: new Date(now), idle };
      if (!(await exchange(tx, change))) return null;
      await record(tx, event(state, now, 'rotated', trace));
      return given(state, successor.text);
    });
  }

  async function endFamily(
    token: RefreshToken,
    state: RefreshState,
    now: number,
    trace: string,
  ): Promise<void> {
    await database.transaction(null, async (tx) => {
      // One alert a family, however many used tokens come back.
      if (await endReused(tx, token.hash, new Date(now)))
        await record(tx, event(state, now, 'reused', trace));
    });
  }

  return {
    async refresh(text, trace) {
      const token = await readRefreshToken(text);
      if (token === null) return { kind: 'refused', why: 'unknown' };
      // The second round is for whoever lost the exchange; a third cannot be needed, because used stays used.
      for (let round = 0; round < 3; round++) {
        const now = clock.now();
        const state = await refreshState(database, token.hash);
        const outcome = rotate(state, now, grace);
        if (state === null) return { kind: 'refused', why: 'unknown' };
        switch (outcome) {
          case 'rotated': {
            const done = await exchanged(token, state, now, trace);
            if (done !== null) return done;
            continue;
          }
          case 'same-successor':
            return given(state, await openSuccessor(token, state.sealed as Uint8Array));
          case 'reused':
            await endFamily(token, state, now, trace);
            return { kind: 'refused', why: outcome };
          default:
            return { kind: 'refused', why: outcome };
        }
      }
      return { kind: 'refused', why: 'ended' };
    },
  };
}
