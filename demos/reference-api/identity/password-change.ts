// A new password for oneself. Every session ends with the old one (0002-identity.sql); the answer is a fresh session.
import { entryOf } from '../access/judge.ts';
import { Problem } from '../problem.ts';
import type { Call } from '../route.ts';
import { changePassword, holdAccount } from './accounts-store.ts';
import { admit, belongingTo } from './judged.ts';
import { passwordFault } from './password-policy.ts';
import type { Inside } from './services.ts';
import { type Opened, openSession } from './sign-in.ts';
import { ownPassword } from './store.ts';

const faults = {
  'too-short': 'has fewer than 15 characters',
  'too-long': 'has more than 256 characters',
  common: 'is a password that everybody tries, or two of them put together',
} as const;

/** @throws Problem 'invalid-input' at that JSON Pointer. */
export async function refuseWeak(password: string, pointer: string): Promise<void> {
  const fault = await passwordFault(password);
  if (fault !== null)
    throw new Problem('invalid-input', {
      layer: 'L5',
      rule: 'password-policy',
      errors: [{ pointer, detail: faults[fault] }],
    });
}

/** @throws Problem 'sign-in-failed' when `current` is wrong, 'conflict' when the password was changed meanwhile. */
export async function changeOwnPassword(
  inside: Inside,
  call: Call,
  current: string,
  next: string,
): Promise<Opened> {
  const { record, revoked } = inside;
  const { deps, principal } = call;
  const { organisation, user, role, department, family } = principal;
  const scope = { organisation, user, role };
  const decision = await admit(call, inside, 'me.change-password', belongingTo(organisation, user));
  await refuseWeak(next, '/next');
  const phc = await deps.database.transaction(scope, ownPassword);
  if (phc === null || !(await deps.passwords.verify(current, phc))) {
    const failed = entryOf(call, 'me.change-password', family, decision, { outcome: 'sign-in-failed' });
    await record(deps.database, failed);
    throw new Problem('sign-in-failed', { layer: 'L3', rule: 'password' });
  }
  const nextPhc = await deps.passwords.hash(next);
  const opened = await deps.database.transaction(scope, async (tx) => {
    await holdAccount(tx, user);
    // Of two changes with the same current password, the second finds it gone.
    if ((await ownPassword(tx)) !== phc) throw new Problem('conflict');
    const [row] = await changePassword(tx, user, nextPhc);
    if (row === undefined) throw new Problem('conflict');
    const session = await openSession(
      inside,
      tx,
      { id: user, organisation, role, department, epoch: row.epoch },
      '',
    );
    if (session === null) throw new Problem('conflict');
    await record(tx, entryOf(call, 'me.change-password', family, decision));
    return session;
  });
  await revoked.sync();
  return opened;
}
