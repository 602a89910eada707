// Every seeded person against every document; then versions, keys, hand-overs, pages, and the trail that it all left.
import { documents as papers, type SeedUserName, users } from '../../reference-api/storage/examples.ts';
import type { Member, Talk } from './talk.ts';
import { trail } from './trail.ts';

const everybody = (Object.keys(users) as SeedUserName[]).filter((one) => users[one].status === 'active');
const all = '/v1/documents';
const at = (id: string, more = '') => `${all}/${id}${more}`;

export async function documents(talk: Talk): Promise<void> {
  const members = new Map<SeedUserName, Member>();
  for (const who of everybody) members.set(who, await talk.signIn(who));
  const as = (who: SeedUserName) => members.get(who) as Member;

  // The tenth and the eleventh sign-in of this minute: a disabled account, and one too many.
  for (const email of [users.dora.email, users.vera.email])
    await talk.ask('POST', '/v1/sessions', { body: { email, password: 'wrong, and long enough' } });

  for (const who of everybody) await rounds(who, as(who));
  await changes(as('carl'), as('cleo'), as('ada'), as('rita'), as('abel'));
  await pages(as('ada'), as('vera'));
  await trail(talk, as('ada'), as('abel'), as('carl'));
}

async function rounds(who: SeedUserName, { ask }: Member): Promise<void> {
  await ask('GET', '/v1/me');
  await ask('GET', `${all}?limit=3`);
  await ask('GET', `${all}?classification=confidential`);
  for (const { id } of Object.values(papers)) {
    const read = await ask('GET', at(id));
    const version = read.status === 200 ? read.body.version : 1;
    await ask('PATCH', at(id), { body: { version, title: `Seen by ${who}` } });
  }
  for (const locked of [true, false]) await ask('PUT', at(papers.handbook.id, '/lock'), { body: { locked } });
  await ask('POST', all, {
    headers: { 'idempotency-key': `made-by-${who}` },
    body: {
      title: `By ${who}`,
      body: 'Text with ünïcödé, \u{1f512}, "quotes", \\ and\nlines.',
      department: users[who].department,
      classification: 'internal',
    },
  });
}

async function changes(carl: Member, cleo: Member, ada: Member, rita: Member, abel: Member): Promise<void> {
  const create = (key: string, body: object) =>
    carl.ask('POST', all, { headers: { 'idempotency-key': key }, body });
  const paper = { title: 'Once', body: 'Made once.', department: 'operations' };
  const made = await create('once-only', paper);
  const id = made.text('id');
  await create('once-only', paper);
  await create('once-only', { ...paper, title: 'Twice' });
  await create('"in-quotes"', { ...paper, title: 'In quotes' });
  await create('elsewhere', { ...paper, department: 'finance' });
  await cleo.ask('POST', all, {
    headers: { 'idempotency-key': 'once-only' },
    body: { ...paper, department: 'finance' },
  });

  await carl.ask('PATCH', at(id), { body: { version: 1, body: 'Changed.' } });
  await carl.ask('PATCH', at(id), { body: { version: 1, body: 'Too late.' } });
  await carl.ask('PATCH', at(id), { body: { version: 2, classification: 'public' } });
  await ada.ask('PATCH', at(id), {
    body: { version: 2, department: 'finance', classification: 'confidential' },
  });
  await carl.ask('GET', at(id));
  await rita.ask('GET', at(id));
  await ada.ask('GET', at(id));
  await ada.ask('PATCH', at(id), { body: { version: 3, department: 'operations' } });

  const transfer = (member: Member, version: number, ownerId: string) =>
    member.ask('POST', at(id, '/transfer'), { body: { version, ownerId } });
  await transfer(cleo, 4, users.cleo.id);
  await transfer(carl, 3, users.cleo.id);
  for (const nobody of [users.vera.id, users.dora.id, users.cora.id, papers.minutes.id])
    await transfer(carl, 4, nobody);
  await transfer(carl, 4, users.ada.id);
  await transfer(carl, 5, users.carl.id);
  await transfer(ada, 5, users.cleo.id);
  await transfer(abel, 6, users.abel.id);

  await ada.ask('PUT', at(id, '/lock'), { body: { locked: true } });
  await ada.ask('PATCH', at(id), { body: { version: 7, title: 'Locked' } });
  await ada.ask('DELETE', at(id));
  await transfer(ada, 7, users.ada.id);
  await ada.ask('PUT', at(id, '/lock'), { body: { locked: true } });
  await ada.ask('PUT', at(id, '/lock'), { body: { locked: false } });
  await rita.ask('DELETE', at(id));
  await abel.ask('DELETE', at(id));
  await ada.ask('DELETE', at(id));
  await ada.ask('DELETE', at(id));
  await carl.ask('GET', at(id));
  await carl.ask('DELETE', at(papers.timetable.id));
}

/** Page by page until there is none, and each filter. */
async function pages(ada: Member, vera: Member): Promise<void> {
  for (let path = `${all}?limit=4`; ; ) {
    const { body } = await ada.ask('GET', path);
    if (body.next === null) break;
    path = `${all}?limit=4&cursor=${body.next}`;
  }
  for (const query of [
    'department=finance',
    `owner=${users.carl.id}`,
    'locked=true',
    'locked=false&classification=internal&limit=2',
    `cursor=0.${papers.handbook.id}`,
    `cursor=9999999999999.${papers.handbook.id}&limit=1`,
  ]) {
    await ada.ask('GET', `${all}?${query}`);
    await vera.ask('GET', `${all}?${query}`);
  }
}
