// DATA-05 as the service does it: a whole row handed to another tenant, its id and its sealed columns untouched. The weak twin
// is the same service with the tenant taken out of the associated data.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import { organisations, users } from '../storage/examples.ts';
import { rowOf } from '../storage/row-of.ts';
import { sql } from '../storage/sql.ts';
import { type Host, hostKinds, openHost } from '../test/hosts.ts';
import type { Cipher, CipherInput } from './cipher.ts';
import { nodeCipher } from './cipher-node.ts';

const brook = organisations.brook.id;
const tenant = /[\da-f-]{36}\/(?=[\da-f-]{36}$)/;
const rowIdOnly = ({ iv, aad, data }: CipherInput): CipherInput => ({
  iv,
  aad: new Uint8Array(Buffer.from(Buffer.from(aad).toString('latin1').replace(tenant, ''), 'latin1')),
  data,
});
const forgetful: Cipher = {
  importKey: nodeCipher.importKey,
  encrypt: (key, input) => nodeCipher.encrypt(key, rowIdOnly(input)),
  decrypt: (key, input) => nodeCipher.decrypt(key, rowIdOnly(input)),
};

describe.each(hostKinds)('on %s, a row that another tenant was given', (kind) => {
  const hosts: Host[] = [];
  const faults: string[] = [];
  beforeAll(async () => {
    const log: Deps['log'] = {
      write: (_level, event, fields) => void faults.push(`${event} ${fields['error']}`),
    };
    hosts.push(
      await openHost(kind, { deps: { log } }),
      await openHost(kind, { deps: { cipher: forgetful } }),
    );
  });
  afterAll(() => Promise.all(hosts.map((host) => host.close())));

  /** A document of Carl's, then its row as Cora's, who asks for it. */
  async function documentAtBrook(host: Host) {
    const made = await host.as('carl')('/v1/documents', {
      body: { title: 'Ours', body: 'the text of Aster', department: 'operations', classification: 'public' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    expect(await (await host.as('carl')(`/v1/documents/${id}`)).text()).toContain('the text of Aster');
    const cora = users.cora.id;
    await host.owner.query(
      sql`update documents set organisation_id = ${brook}, owner_id = ${cora} where id = ${id}`,
    );
    return host.as('cora')(`/v1/documents/${id}`);
  }

  /** An account that Ada adds, then its row as Brook's, whose admin lists accounts. */
  async function accountAtBrook(host: Host) {
    const made = await host.as('ada')('/v1/users', {
      body: {
        ...{ email: `${crypto.randomUUID()}@aster.example`, name: 'A name of Aster', role: 'viewer' },
        ...{ department: 'sales', password: 'nine slow boats go by' },
      },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    await host.owner.query(sql`update users set organisation_id = ${brook} where id = ${id}`);
    return host.as('abel')('/v1/users?limit=100');
  }

  it('does not open: neither a document’s text nor a person’s name', async () => {
    for (const moved of [documentAtBrook, accountAtBrook]) {
      const answer = await moved(hosts[0] as Host);
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toContain('of Aster');
    }
    expect(faults.filter((line) => line === 'fault SealRefused')).toHaveLength(2);
  });

  it('control: bound to the row’s id alone, it is read', async () => {
    const host = hosts[1] as Host;
    const document = await documentAtBrook(host);
    expect(document.status).toBe(200);
    expect(await document.text()).toContain('the text of Aster');
    // The seed's names were sealed with the tenant: under this twin they are sealed anew.
    for (const { id, organisation, name } of Object.values(users)) {
      const sealed = await host.app.vault.seal('users', 'name', rowOf(organisation, id), name);
      await host.owner.query(sql`update users set name_sealed = ${sealed} where id = ${id}`);
    }
    const accounts = await accountAtBrook(host);
    expect(accounts.status).toBe(200);
    expect(await accounts.text()).toContain('A name of Aster');
  });
});
