// One's own account and password; an organisation's accounts, for its admins. What ends access is done by triggers in the
// same transaction (0002-identity.sql); here it is only made known before the answer goes out.
import { type Principal, type Route, route } from '../route.ts';
import { rowOf } from '../storage/row-of.ts';
import { addTo, changeIn } from './account-changes.ts';
import { type AccountRow, accountOf, accountsAfter } from './accounts-store.ts';
import {
  accountsContract,
  addAccountContract,
  changeAccountContract,
  meContract,
  passwordContract,
} from './contract.ts';
import { admit, belongingTo, noted } from './judged.ts';
import { changeOwnPassword } from './password-change.ts';
import type { Inside } from './services.ts';
import { sessionReply } from './session-reply.ts';

const shared = { access: 'signed-in', limit: 'account', creates: false } as const;
const firstId = '00000000-0000-0000-0000-000000000000';

export function accountRoutes(inside: Inside): Route[] {
  const { vault } = inside;

  async function shown({ organisation }: Principal, row: AccountRow) {
    const { id, email, role, department, status, created_at } = row;
    const name = await vault.open('users', 'name', rowOf(organisation, id), row.name_sealed);
    return { id, email, name, role, department, status, createdAt: created_at.toISOString() };
  }

  return [
    route({
      ...shared,
      id: 'me.read',
      method: 'GET',
      path: '/v1/me',
      part: 'auth-middleware',
      summary: "The caller's own account.",
      contract: meContract,
      async handle(call) {
        const { organisation, user, role } = call.principal;
        const decision = await admit(call, inside, 'me.read', belongingTo(organisation, user));
        const row = await call.deps.database.transaction({ organisation, user, role }, (tx) =>
          accountOf(tx, user),
        );
        if (row === null) throw new Error('an account is never deleted');
        await noted(call, inside, 'me.read', user, decision);
        return { status: 200, body: { ...(await shown(call.principal, row)), organisation } };
      },
    }),
    route({
      ...shared,
      id: 'me.change-password',
      method: 'PUT',
      path: '/v1/me/password',
      part: 'auth-middleware',
      limit: 'sign-in',
      summary: 'Changes the password and ends every session; the answer is the one new session.',
      contract: passwordContract,
      async handle(call) {
        const { current, next } = call.body;
        return sessionReply(inside, 200, await changeOwnPassword(inside, call, current, next));
      },
    }),
    route({
      ...shared,
      id: 'users.list',
      method: 'GET',
      path: '/v1/users',
      part: 'authorisation',
      summary: "The organisation's accounts, by id. Admins only.",
      contract: accountsContract,
      async handle(call) {
        const { organisation, user, role } = call.principal;
        const { after = firstId, limit } = call.query;
        const decision = await admit(call, inside, 'users.list', belongingTo(organisation, null));
        const most = Number(limit);
        const rows = await call.deps.database.transaction({ organisation, user, role }, (tx) =>
          accountsAfter(tx, after, most + 1),
        );
        const users = await Promise.all(rows.slice(0, most).map((row) => shown(call.principal, row)));
        await noted(call, inside, 'users.list', null, decision);
        return { status: 200, body: { users, next: rows.length > most ? (users.at(-1)?.id ?? null) : null } };
      },
    }),
    route({
      ...shared,
      id: 'users.add',
      method: 'POST',
      path: '/v1/users',
      part: 'authorisation',
      creates: true,
      summary: 'Adds an account to the organisation. Admins only.',
      contract: addAccountContract,
      async handle(call) {
        const row = await addTo(inside, call, call.body);
        return {
          status: 201,
          body: await shown(call.principal, row),
          headers: { location: `/v1/users/${row.id}` },
        };
      },
    }),
    route({
      ...shared,
      id: 'users.change',
      method: 'PATCH',
      path: '/v1/users/:id',
      part: 'authorisation',
      summary:
        "Changes an account's role, department or status; older access tokens end everywhere within a second. Admins only.",
      contract: changeAccountContract,
      async handle(call) {
        const { role = null, department = null, status = null } = call.body;
        const row = await changeIn(inside, call, call.params.id, { role, department, status });
        return { status: 200, body: await shown(call.principal, row) };
      },
    }),
  ];
}
