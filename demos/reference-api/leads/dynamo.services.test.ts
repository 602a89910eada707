// The store of the small Lambda against a DynamoDB emulator on this machine. (It keeps no time to live: DynamoDB itself does.)

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeadStore, NewLead } from './ports.ts';
import { dynamoLeads } from './store-dynamo.ts';
import { openTable, type TableServer } from './test/table-server.ts';

let table: TableServer;
let store: LeadStore;
beforeAll(async () => {
  table = await openTable();
  store = dynamoLeads(table);
});
afterAll(() => table.close());

let count = 0;
const lead = (change: Partial<NewLead> = {}): NewLead => {
  count += 1;
  return {
    id: `01900000-0000-7000-8000-${String(count).padStart(12, '0')}`,
    key: `key-${count}-xxxx`,
    fingerprint: new Uint8Array(32).fill(1),
    reference: `LB-0000-${String(count).padStart(4, '0')}`,
    nonce: `nonce-${count}-0123456789`,
    person: new Uint8Array(32).fill(2),
    sealed: Uint8Array.of(1, 2, 3),
    at: 1_000 * count,
    deleteAfter: 1e12,
    ...change,
  };
};

describe('leads on DynamoDB', () => {
  it('one key is stored once, however many bring it', async () => {
    const one = lead();
    const all = await Promise.all(Array.from({ length: 20 }, () => store.put(one)));
    expect(all.filter((how) => how === 'stored')).toHaveLength(1);
    expect(all.filter((how) => how === 'known')).toHaveLength(19);
    expect(await store.known(one.key)).toMatchObject({ reference: one.reference, at: one.at });
    expect(await store.known('never-seen')).toBeNull();
  });

  it('a proof pays for one key: again for the same, not for another', async () => {
    const one = lead();
    expect(await store.put(one)).toBe('stored');
    expect(await store.put(lead({ nonce: one.nonce }))).toBe('paid');
  });

  it('what is due is taken by one of many, given back when its time is over, and never after it was sent', async () => {
    const now = 1e9;
    const mine = lead({ at: now });
    await store.put(mine);
    const taken = (
      await Promise.all(Array.from({ length: 8 }, () => store.takeDue(now, now + 1_000, 100)))
    ).flat();
    expect(taken.filter(({ id }) => id === mine.id)).toHaveLength(1);
    const again = await store.takeDue(now + 2_000, now + 9_000, 100);
    expect(again.find(({ id }) => id === mine.id)?.attempts).toBe(2);
    await store.sent(mine.id, now);
    expect((await store.takeDue(now + 1e6, now + 2e6, 100)).map(({ id }) => id)).not.toContain(mine.id);
  });

  it('is tried again when it is told to, given up, and revived', async () => {
    const now = 2e9;
    const mine = lead({ at: now });
    await store.put(mine);
    const due = async (at: number) => (await store.takeDue(at, at + 10, 100)).map(({ id }) => id);
    expect(await due(now)).toContain(mine.id);
    await store.notSent(mine.id, now, now + 100);
    expect(await due(now + 99)).not.toContain(mine.id);
    expect(await due(now + 100)).toContain(mine.id);
    await store.notSent(mine.id, now + 100, null);
    expect(await due(now + 1e6)).not.toContain(mine.id);
    expect(await store.revive(now + 2e6)).toBe(1);
    expect(await due(now + 2e6)).toContain(mine.id);
  });

  it('gives a person what is theirs, and forgets it', async () => {
    const person = new Uint8Array(32).fill(9);
    const mine = lead({ person });
    await store.put(mine);
    expect(await store.ofPerson(person)).toMatchObject([
      { id: mine.id, reference: mine.reference, sealed: mine.sealed },
    ]);
    expect(await store.forgetPerson(person)).toBe(1);
    expect(await store.known(mine.key)).toBeNull();
  });

  it('control: a put without its condition stores over what is there', async () => {
    const { PutItemCommand } = await import('@aws-sdk/client-dynamodb');
    const one = lead();
    await store.put(one);
    const item = { id: { S: `lead#${one.key}` }, reference: { S: 'LB-XXXX-XXXX' }, at: { N: '1' } };
    await table.client.send(new PutItemCommand({ TableName: 'leads', Item: item }));
    expect((await store.known(one.key))?.reference).toBe('LB-XXXX-XXXX');
  });
});
