// Sign in, refresh, list and end one's own sessions; the public keys.
import { Problem } from '../problem.ts';
import { type Call, type Reply, type Route, route } from '../route.ts';
import {
  endSessionContract,
  jwksContract,
  refreshContract,
  sessionsContract,
  signInContract,
  signOutContract,
} from './contract.ts';
import type { Inside } from './services.ts';
import { type Opened, signIn } from './sign-in.ts';
import { endOwn, ownSessions } from './store.ts';

/** What a client gets when a session starts or goes on. */
export async function sessionReply(inside: Inside, status: 200 | 201, opened: Opened): Promise<Reply> {
  const { principal, epoch, refreshToken, absoluteExpiry } = opened;
  const accessToken = await inside.accessToken(principal, epoch);
  const sessionExpiresAt = new Date(absoluteExpiry).toISOString();
  const { accessSeconds: expiresIn } = inside.settings;
  const body = {
    accessToken,
    tokenType: 'Bearer',
    expiresIn,
    refreshToken,
    session: principal.family,
    sessionExpiresAt,
  };
  return { status, body };
}

const shared = { part: 'auth-middleware', creates: false } as const;

export function sessionRoutes(inside: Inside): Route[] {
  const { keys, settings, refreshing, revoked, record } = inside;
  const enter = signIn(inside);

  async function end(
    call: Pick<Call, 'deps' | 'principal' | 'trace'>,
    id: string,
    action: string,
  ): Promise<boolean> {
    const { deps, principal, trace } = call;
    const { user, organisation, role, family } = principal;
    const done = await deps.database.transaction({ organisation, user, role }, async (tx) => {
      const why = id === family ? 'signed-out' : 'ended-by-owner';
      const ended = await endOwn(tx, id, why, new Date(deps.clock.now()));
      if (ended)
        await record(tx, {
          at: deps.clock.now(),
          subject: user,
          organisation,
          action,
          resource: id,
          decision: 'allow',
          rule: 'sessions.own',
          trace,
        });
      return ended;
    });
    await revoked.sync();
    return done;
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
        throw new Problem('session-ended', { layer: 'L3' });
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
      async handle({ deps, principal: { user, organisation, role, family } }) {
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
        if (!(await end(call, call.params.id, 'sessions.end'))) throw new Problem('not-found');
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
