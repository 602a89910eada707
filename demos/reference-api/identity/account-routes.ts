// One's own account and password; an organisation's accounts, for its admins. What ends access is done by triggers in the
// same transaction (0002-identity.sql); here it is only made known before the answer goes out.
import { Problem } from '../problem.ts';
import { type Principal, type Route, route } from '../route.ts';
import {
  type AccountRow,
  accountOf,
  accountsAfter,
  addAccount,
  changeAccount,
  changePassword,
} from './accounts-store.ts';
import {
  accountsContract,
  addAccountContract,
  changeAccountContract,
  meContract,
  passwordContract,
} from './contract.ts';
import { passwordFault } from './password-policy.ts';
import type { Inside } from './services.ts';
import { sessionReply } from './session-routes.ts';
import { openSession } from './sign-in.ts';
import { ownPassword } from './store.ts';

const shared = { access: 'signed-in', limit: 'account', creates: false } as const;
const scopeOf = ({ organisation, user, role }: Principal) => ({ organisation, user, role });
const firstId = '00000000-0000-0000-0000-000000000000';

const faults = {
  'too-short': 'has fewer than 15 characters',
  'too-long': 'has more than 256 characters',
  common: 'is a password that everybody tries, or two of them put together',
} as const;

async function refuseWeak(password: string, pointer: string): Promise<void> {
  const fault = await passwordFault(password);
  if (fault !== null)
    throw new Problem('invalid-input', { layer: 'L5', errors: [{ pointer, detail: faults[fault] }] });
}

export function accountRoutes(inside: Inside): Route[] {
  const { vault, record, revoked } = inside;

  async function shown(row: AccountRow) {
    const { id, email, role, department, status, created_at } = row;
    const name = await vault.open('users', 'name', id, row.name_sealed);
    return { id, email, name, role, department, status, createdAt: created_at.toISOString() };
  }

  /** Accounts are the admins' business; another tenant's do not exist here (row security). */
  function adminOnly({ role }: Principal, rule: string): void {
    if (role !== 'admin') throw new Problem('forbidden', { layer: 'L4', rule });
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
      async handle({ deps, principal }) {
        const row = await deps.database.transaction(scopeOf(principal), (tx) =>
          accountOf(tx, principal.user),
        );
        if (row === null) throw new Problem('not-found');
        return { status: 200, body: { ...(await shown(row)), organisation: principal.organisation } };
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
      async handle({ deps, principal, body: { current, next }, trace }) {
        const { user: who, organisation, role, department, family } = principal;
        await refuseWeak(next, '/next');
        const phc = await deps.database.transaction(scopeOf(principal), ownPassword);
        if (phc === null || !(await deps.passwords.verify(current, phc)))
          throw new Problem('sign-in-failed', { layer: 'L3' });
        const nextPhc = await deps.passwords.hash(next);
        const opened = await deps.database.transaction(scopeOf(principal), async (tx) => {
          // Read again: of two changes with the same current password, the second finds it gone.
          if ((await ownPassword(tx)) !== phc) throw new Problem('conflict');
          const [row] = await changePassword(tx, who, nextPhc);
          const account = { id: who, organisation, role, department, epoch: row?.epoch ?? -1 };
          const session = await openSession(inside, tx, account, '');
          if (session === null) throw new Problem('conflict');
          const rule = 'password.own';
          await record(tx, {
            at: deps.clock.now(),
            subject: who,
            organisation,
            action: 'me.change-password',
            resource: family,
            decision: 'allow',
            rule,
            trace,
          });
          return session;
        });
        await revoked.sync();
        return sessionReply(inside, 200, opened);
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
      async handle({ deps, principal, query: { after, limit } }) {
        adminOnly(principal, 'users.admin-only');
        const most = Number(limit);
        const rows = await deps.database.transaction(scopeOf(principal), (tx) =>
          accountsAfter(tx, after ?? firstId, most + 1),
        );
        const users = await Promise.all(rows.slice(0, most).map(shown));
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
      async handle({ deps, principal, body: { email, name, role, department, password }, trace }) {
        adminOnly(principal, 'users.admin-only');
        await refuseWeak(password, '/password');
        const { user: who, organisation } = principal;
        const id = deps.ids.uuid();
        const at = new Date(deps.clock.now());
        const sealed = await vault.seal('users', 'name', id, name);
        const phc = await deps.passwords.hash(password);
        const row = await deps.database.transaction(scopeOf(principal), async (tx) => {
          if (!(await addAccount(tx, { id, organisation, email, name: sealed, role, department, phc, at })))
            throw new Problem('already-exists');
          const rule = 'users.admin-only';
          await record(tx, {
            at: deps.clock.now(),
            subject: who,
            organisation,
            action: 'users.add',
            resource: id,
            decision: 'allow',
            rule,
            trace,
          });
          return accountOf(tx, id);
        });
        return {
          status: 201,
          body: await shown(row as AccountRow),
          headers: { location: `/v1/users/${id}` },
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
        "Changes an account's role, department or status; its access ends everywhere within a second. Admins only.",
      contract: changeAccountContract,
      async handle({ deps, principal, params: { id }, body, trace }) {
        adminOnly(principal, 'users.admin-only');
        const { user: who, organisation } = principal;
        // An organisation never loses its last admin to a slip of the hand.
        if (id === who && (body.role !== undefined || body.status !== undefined))
          throw new Problem('forbidden', { layer: 'L4', rule: 'users.not-oneself' });
        const change = {
          role: body.role ?? null,
          department: body.department ?? null,
          status: body.status ?? null,
        };
        const row = await deps.database.transaction(scopeOf(principal), async (tx) => {
          const changed = await changeAccount(tx, id, change);
          if (changed === null) throw new Problem('not-found');
          const rule = 'users.admin-only';
          await record(tx, {
            at: deps.clock.now(),
            subject: who,
            organisation,
            action: 'users.change',
            resource: id,
            decision: 'allow',
            rule,
            trace,
          });
          return changed;
        });
        await revoked.sync();
        return { status: 200, body: await shown(row) };
      },
    }),
  ];
}
