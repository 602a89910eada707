// Sign in, refresh, list and end one's own sessions; the public keys.
import { entryOf, refusal } from '../access/judge.ts';
import { Problem } from '../problem.ts';
import { type Call, type Route, route } from '../route.ts';
import {
  endSessionContract,
  jwksContract,
  refreshContract,
  sessionsContract,
  signInContract,
  signOutContract,
} from './contract.ts';
import { admit, belongingTo, judged, noted } from './judged.ts';
import type { Inside } from './services.ts';
import { sessionReply } from './session-reply.ts';
import { signIn } from './sign-in.ts';
import { endOwn, ownSessions } from './store.ts';

const shared = { part: 'auth-middleware', creates: false } as const;

export function sessionRoutes(inside: Inside): Route[] {
  const { keys, settings, refreshing, revoked, record } = inside;
  const enter = signIn(inside);

  async function end(call: Call, id: string, action: 'sessions.end' | 'sessions.end-current'): Promise<void> {
    const { deps, principal } = call;
    const { user, organisation, role, family } = principal;
    const why = id === family ? 'signed-out' : 'ended-by-owner';
    const refused = await deps.database.transaction({ organisation, user, role }, async (tx) => {
      const there = await endOwn(tx, id, why, new Date(deps.clock.now()));
      // Row security shows nobody else's; what it does not show is not there.
      const decision = judged(call, action, there ? belongingTo(organisation, user) : null);
      if (there && !decision.allow) throw refusal(decision);
      await record(tx, entryOf(call, action, id, decision));
      return decision.allow ? null : refusal(decision);
    });
    if (refused) throw refused;
    await revoked.sync();
  }

  return [
    route({
      ...shared,
      id: 'sessions.start',
      method: 'POST',
      path: '/v1/sessions',
      summary: 'Signs in. Unknown address, wrong password and disabled account get one answer.',
      access: 'public',
      limit: 'sign-in',
      contract: signInContract,
      async handle({ body: { email, password, device }, trace }) {
        return sessionReply(inside, 201, await enter(email, password, device, trace));
      },
    }),
    route({
      ...shared,
      id: 'sessions.refresh',
      method: 'POST',
      path: '/v1/sessions/refresh',
      summary: 'Exchanges a refresh token for its one successor and a new access token.',
      access: 'public',
      limit: 'sign-in',
      contract: refreshContract,
      async handle({ body: { refreshToken }, trace }) {
        const result = await refreshing.refresh(refreshToken, trace);
        if (result.kind === 'refreshed') return sessionReply(inside, 200, result);
        throw new Problem('session-ended', { layer: 'L3', rule: 'refresh-token' });
      },
    }),
    route({
      ...shared,
      id: 'sessions.end-current',
      method: 'DELETE',
      path: '/v1/sessions/current',
      summary: 'Signs out: ends the session that the access token belongs to.',
      access: 'signed-in',
      limit: 'account',
      contract: signOutContract,
      async handle(call) {
        await end(call, call.principal.family, 'sessions.end-current');
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      id: 'sessions.list',
      method: 'GET',
      path: '/v1/sessions',
      summary: "The caller's own live sessions.",
      access: 'signed-in',
      limit: 'account',
      contract: sessionsContract,
      async handle(call) {
        const { deps, principal } = call;
        const { user, organisation, role, family } = principal;
        const decision = await admit(call, inside, 'sessions.list', belongingTo(organisation, user));
        const now = deps.clock.now();
        const rows = await deps.database.transaction({ organisation, user, role }, (tx) =>
          ownSessions(tx, new Date(now), new Date(now - settings.idleSeconds * 1000)),
        );
        const sessions = rows.map(({ id, device, created_at, last_used_at, absolute_expiry }) => ({
          id,
          device,
          startedAt: created_at.toISOString(),
          lastUsedAt: last_used_at.toISOString(),
          expiresAt: absolute_expiry.toISOString(),
          current: id === family,
        }));
        await noted(call, inside, 'sessions.list', null, decision);
        return { status: 200, body: { sessions } };
      },
    }),
    route({
      ...shared,
      id: 'sessions.end',
      method: 'DELETE',
      path: '/v1/sessions/:id',
      summary: "Ends one of the caller's own sessions.",
      access: 'signed-in',
      limit: 'account',
      contract: endSessionContract,
      async handle(call) {
        await end(call, call.params.id, 'sessions.end');
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      id: 'keys.public',
      method: 'GET',
      path: '/.well-known/jwks.json',
      summary: 'The public keys of access tokens (RFC 7517), the next one before it signs.',
      access: 'public',
      limit: 'none',
      contract: jwksContract,
      async handle() {
        const headers = { 'cache-control': `public, max-age=${settings.jwksSeconds}` };
        return { status: 200, body: await keys.jwks(), headers };
      },
    }),
  ];
}
