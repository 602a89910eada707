// Admins and the accounts of their organisation; what a change does to sessions that exist; one's own password.
import { examplePassword, type SeedUserName, users } from '../../reference-api/storage/examples.ts';
import type { Member, Talk } from './talk.ts';

const all = '/v1/users';
const at = ({ id }: { id: string }) => `${all}/${id}`;
const nova = {
  email: 'Nova.Berg@aster.example',
  name: 'Nova Berg ☂',
  role: 'contributor',
  department: 'operations',
  password: 'twelve green lanterns sway',
};

export async function accounts(talk: Talk): Promise<void> {
  const ada = await talk.signIn('ada');
  const carl = await talk.signIn('carl');
  const abel = await talk.signIn('abel');
  const rita = await talk.signIn('rita');
  const enter = (email: string, password: string) =>
    talk.ask('POST', '/v1/sessions', { body: { email, password } });

  const id = await adding(ada, [carl, rita, abel]);
  await changing(ada, carl, abel);
  await listing(ada, abel, rita);

  // A new role ends the tokens that were given under the old one.
  const { token } = await entered(await enter(nova.email.toLowerCase(), nova.password));
  const me = (who: string, token: string) => talk.ask('GET', '/v1/me', { who, token });
  await me('nova', token);
  await ada.ask('PATCH', at({ id }), { body: { role: 'reviewer', department: 'finance' } });
  await me('nova, with an older token', token);
  await ada.ask('PATCH', at({ id }), { body: { status: 'disabled' } });
  await enter(nova.email, nova.password);
  await ada.ask('PATCH', at({ id }), { body: { status: 'active' } });

  await passwords(rita, enter, me);
}

async function adding(ada: Member, others: readonly Member[]): Promise<string> {
  const add = (member: Member, key: string, change: object = {}) =>
    member.ask('POST', all, { headers: { 'idempotency-key': key }, body: { ...nova, ...change } });
  for (const [i, member] of others.entries())
    await add(member, `other-key-${i}`, i === 2 ? { email: 'nova@brook.example' } : {});
  const made = await add(ada, 'nova-berg');
  await add(ada, 'nova-berg');
  await add(ada, 'nova-berg', { name: 'Somebody else' });
  await add(ada, 'nova-berg-2');
  await add(ada, 'nova-berg-3', { email: 'ABEL@brook.example' });
  for (const [i, password] of ['short', 'a'.repeat(257), 'passwordpassword', 'fourteen chars'].entries())
    await add(ada, `weak-pass-${i}`, { email: `weak${i}@aster.example`, password });
  for (const [i, change] of [
    { email: 'no address' },
    { name: '' },
    { role: 'owner' },
    { department: 'Operations' },
    { extra: true },
  ].entries())
    await add(ada, `bad-form-${i}`, change);
  return made.text('id');
}

async function changing(ada: Member, carl: Member, abel: Member): Promise<void> {
  const change = (member: Member, who: SeedUserName, body: object) =>
    member.ask('PATCH', at(users[who]), { body });
  await change(carl, 'vera', { role: 'admin' });
  await change(carl, 'carl', { role: 'admin' });
  await change(abel, 'vera', { role: 'admin' });
  await change(ada, 'ada', { role: 'viewer' });
  await change(ada, 'vito', { status: 'disabled' });
  await change(ada, 'vera', { role: 'contributor' });
  await change(ada, 'vera', { role: 'contributor' });
  await change(ada, 'dora', { status: 'active', department: 'operations' });
  await change(ada, 'dora', { status: 'disabled' });
  for (const body of [{}, { role: 'owner' }, { status: null }, { email: 'x@aster.example' }])
    await change(ada, 'vera', body);
  await ada.ask('PATCH', `${all}/not-an-id`, { body: { role: 'viewer' } });
  await ada.ask('PATCH', at({ id: '01900000-0000-7000-8000-00000000ffff' }), { body: { role: 'viewer' } });
}

async function listing(ada: Member, abel: Member, rita: Member): Promise<void> {
  await rita.ask('GET', all);
  await abel.ask('GET', all);
  for (let path = `${all}?limit=3`; ; ) {
    const { body } = await ada.ask('GET', path);
    if (body.next === null) break;
    path = `${all}?limit=3&after=${body.next}`;
  }
  for (const query of ['limit=0', 'limit=101', 'after=1', 'role=admin', 'limit=1&limit=2'])
    await ada.ask('GET', `${all}?${query}`);
}

async function passwords(
  rita: Member,
  enter: (email: string, password: string) => Promise<unknown>,
  me: (who: string, token: string) => Promise<unknown>,
): Promise<void> {
  const next = 'nine amber kites climbing';
  const change = (current: string, wanted: string) =>
    rita.ask('PUT', '/v1/me/password', { body: { current, next: wanted } });
  await change('not her password', next);
  await change(examplePassword, 'too short');
  const { token } = await entered(await change(examplePassword, next));
  await me('rita, with the new session', token);
  await rita.ask('GET', '/v1/sessions');
  // The tenth sign-in of this minute, and the last that may be.
  await enter(users.rita.email, examplePassword);
}

const entered = async (said: { text(member: string): string }) => ({ token: said.text('accessToken') });
