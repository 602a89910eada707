// LEAD-01 to 07 against the service: PostgreSQL and PGlite for the store, a real SMTP server for the mail.
import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../ids.ts';
import { jsonLog } from '../observe/log.ts';
import { sql } from '../storage/sql.ts';
import { type Host, type HostKind, hostKinds, openHost } from '../test/hosts.ts';
import { testConfig } from '../test/test-config.ts';
import { keptDays } from './accept.ts';
import { checkProof } from './challenge.ts';
import { type Leads, openLeads } from './leads.ts';
import { sendDue, waits } from './notify.ts';
import type { Mail } from './ports.ts';
import { smtpMail } from './smtp.ts';
import { type Mailbox, openMailbox } from './test/mailbox.ts';
import { proofFrom, sender, solve, written } from './test/sender.ts';

const settings = testConfig.leads as NonNullable<typeof testConfig.leads>;

async function opened(kind: HostKind, change: Partial<typeof settings> = {}) {
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line), systemClock);
  const host = await openHost(kind, { config: { leads: { ...settings, ...change } }, deps: { log } });
  const leads = openLeads(host.deps, host.app.vault, { ...settings, ...change });
  return { host, leads, lines, send: sender(host.app, host.clock) };
}

const deliver = (host: Host, leads: Leads, mail: Mail, told: string[] = []) =>
  sendDue(
    {
      ...leads,
      mail,
      domain: 'api.test.example',
      now: host.clock.now,
      failed: (reference, attempt, givenUp) =>
        told.push(`${reference} ${attempt}${givenUp ? ' given up' : ''}`),
    },
    1_000,
  );

const bodyOf = async (answer: Response) => (await answer.json()) as Record<string, string>;

describe.each(hostKinds)('leads on %s', (kind) => {
  let at: Awaited<ReturnType<typeof opened>>;
  let box: Mailbox;
  beforeAll(async () => {
    at = await opened(kind);
    box = await openMailbox();
  });
  afterAll(async () => {
    await Promise.all([at.host.close(), box.close()]);
  });
  const mail = () => smtpMail({ url: box.url, from: 'site@lavbytes.example', to: 'people@lavbytes.example' });

  it('stores, then mails, once', async () => {
    const answer = await at.send();
    expect(answer.status).toBe(202);
    const { reference } = await bodyOf(answer);
    expect(reference).toMatch(/^LB-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(box.messages).toHaveLength(0);
    expect(await deliver(at.host, at.leads, mail())).toEqual({ sent: 1, failed: 0 });
    expect(await deliver(at.host, at.leads, mail())).toEqual({ sent: 0, failed: 0 });
    const letter = await simpleParser(box.messages[0] as string);
    expect(letter.messageId).toBe(`<${reference?.toLowerCase()}@api.test.example>`);
    expect(letter.subject).toBe(`${reference}: a project`);
    expect(letter.replyTo?.value).toEqual([{ name: written.name, address: written.email }]);
    expect(letter.text).toContain(written.building);
  });

  it('LEAD-03 the same draft again gives the same reference, and one message', async () => {
    box.messages.length = 0;
    const proof = await proofFrom(at.host.app);
    at.host.clock.advance(4_000);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => at.send({ key: 'one-draft-once', proof })),
    );
    const references = await Promise.all(answers.map(async (answer) => (await bodyOf(answer))['reference']));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    expect(new Set(references).size).toBe(1);
    // After a lost answer, hours later, with a new proof: still that one.
    at.host.clock.advance(7_200_000);
    expect((await bodyOf(await at.send({ key: 'one-draft-once' })))['reference']).toBe(references[0]);
    await deliver(at.host, at.leads, mail());
    expect(box.messages).toHaveLength(1);
    const other = await at.send({ key: 'one-draft-once', lead: { building: 'Something else.' } });
    expect(other.status).toBe(422);
    expect((await bodyOf(other))['type']).toBe('/problems/other-payload');
  });

  it('LEAD-01 header injection is refused, and what a name may hold stays in its header', async () => {
    for (const name of ['A\r\nBcc: x@example.com', 'A\nBcc: x@example.com', 'A\0'])
      expect((await at.send({ lead: { name } })).status).toBe(400);
    box.messages.length = 0;
    const odd = '"Bcc: x@example.com" <x@example.com>, =?utf-8?q?=0D=0ABcc:_y@example.com?=';
    expect(
      (await at.send({ lead: { name: odd, building: 'Bcc: z@example.com\n\n.\n\nBcc: w@example.com' } }))
        .status,
    ).toBe(202);
    await deliver(at.host, at.leads, mail());
    const { headerLines, to, replyTo } = await simpleParser(box.messages[0] as string);
    expect(headerLines.map(({ key }) => key).sort()).toEqual([
      'content-transfer-encoding',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'reply-to',
      'subject',
      'to',
    ]);
    expect([to].flat().flatMap((one) => one?.value.map(({ address }) => address))).toEqual([
      'people@lavbytes.example',
    ]);
    expect(replyTo?.value).toHaveLength(1);
    expect(replyTo?.value[0]?.address).toBe(written.email);
  });

  it('control: a header made by joining texts takes the injected line', async () => {
    const joined = `From: a@example.com\r\nReply-To: A\r\nBcc: x@example.com <b@example.com>\r\n\r\ntext`;
    expect((await simpleParser(joined)).headerLines.map(({ key }) => key)).toContain('bcc');
  });

  it('LEAD-04 only the own site sends', async () => {
    const refused = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.lavbytes.example' },
      { origin: 'null' },
      { 'sec-fetch-site': '' },
      { origin: '' },
    ];
    for (const headers of refused) {
      const answer = await at.send({ headers });
      expect(answer.status, JSON.stringify(headers)).toBe(403);
      expect((await bodyOf(answer))['rule']).toBe('leads.same-origin');
    }
    // JSON under the name of text, which a form of another site may send without asking: refused by L1 before that.
    expect((await at.send({ headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  });

  it('refuses work that is missing, wrong, old, used or another’s', async () => {
    const problem = async (sending: Parameters<typeof at.send>[0]) => {
      const answer = await at.send(sending);
      const { rule, type } = await bodyOf(answer);
      return `${answer.status} ${rule ?? type}`;
    };
    const good = await proofFrom(at.host.app);
    const payload = JSON.parse(atob(good));
    const bent = (change: (it: typeof payload) => void) => {
      const copy = structuredClone(payload);
      change(copy);
      return btoa(JSON.stringify(copy));
    };
    expect(await problem({ proof: good })).toBe('422 leads.too-quick');
    at.host.clock.advance(4_000);
    const bends: ((it: typeof payload) => void)[] = [
      (it) => {
        it.solution.counter += 1;
      },
      (it) => {
        it.challenge.parameters.keyPrefix = '1';
      },
      (it) => {
        it.challenge.parameters.cost = 2;
      },
      (it) => {
        it.challenge.parameters.data.until += 1e9;
      },
      (it) => {
        it.challenge.parameters.data.issued -= 1e9;
      },
      (it) => {
        it.challenge.signature = `${'0'.repeat(64)}`;
      },
      (it) => {
        delete it.challenge.signature;
      },
      (it) => {
        it.challenge.parameters.algorithm = 'SHA-1';
      },
    ];
    for (const bend of bends) expect(await problem({ proof: bent(bend) })).toBe('422 leads.proof');
    for (const text of ['AAAA', btoa('{}'), btoa('null')])
      expect(await problem({ proof: text })).toBe('422 leads.proof');
    expect((await at.send({ proof: good })).status).toBe(202);
    expect(await problem({ proof: good })).toBe('422 leads.proof-used');
    const old = await proofFrom(at.host.app);
    at.host.clock.advance(46 * 60_000);
    expect(await problem({ proof: old })).toBe('422 leads.proof');
    expect(await problem({ website: 'https://spam.example' })).toBe('422 leads.hidden-field');
  });

  it('control: a challenge of the caller’s own is solved as well: its signature alone is what is missing', async () => {
    const own = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: 1,
      keyPrefix: '0',
      deriveKey,
      data: { issued: at.host.clock.now() - 10_000, until: at.host.clock.now() + 10_000 },
      hmacSignatureSecret: 'a secret of the caller’s own',
    });
    const proof = await solve({ parameters: own.parameters, signature: own.signature });
    const { challenge } = await at.leads.keys();
    const now = at.host.clock.now();
    expect((await checkProof('a secret of the caller’s own', proof, now)).kind).toBe('good');
    expect((await checkProof(challenge, proof, now)).kind).toBe('refused');
  });

  it('LEAD-05 while the mail service is down nothing is lost or called sent, and all of it arrives once', async () => {
    await deliver(at.host, at.leads, mail());
    box.messages.length = 0;
    box.down = true;
    const told: string[] = [];
    for (let n = 0; n < 5; n++) expect((await at.send()).status).toBe(202);
    for (let minutes = 0; minutes < 60; minutes += 5) {
      await deliver(at.host, at.leads, mail(), told);
      at.host.clock.advance(300_000);
    }
    expect(box.messages).toHaveLength(0);
    const [waiting] = await at.host.owner.query<{ n: number }>(
      sql`select count(*)::int as n from leads where sent_at is null and dead_at is null`,
    );
    expect(waiting?.n).toBe(5);
    box.down = false;
    for (const wait of waits) {
      at.host.clock.advance(wait);
      await deliver(at.host, at.leads, mail());
    }
    expect(box.messages).toHaveLength(5);
    expect(new Set(box.messages.map((text) => /^Message-ID: (.*)$/im.exec(text)?.[1])).size).toBe(5);
    expect(told.length).toBeGreaterThanOrEqual(5 * 3);
  });

  it('gives up after the last wait, says so, and can be told to try again', async () => {
    box.down = true;
    box.messages.length = 0;
    const told: string[] = [];
    const { reference } = await bodyOf(await at.send());
    for (const wait of [...waits, 0]) {
      await deliver(at.host, at.leads, mail(), told);
      at.host.clock.advance(wait);
    }
    expect(told.at(-1)).toBe(`${reference} ${waits.length + 1} given up`);
    box.down = false;
    at.host.clock.advance(86_400_000);
    expect(await deliver(at.host, at.leads, mail())).toEqual({ sent: 0, failed: 0 });
    expect(await at.leads.store.revive(at.host.clock.now())).toBe(1);
    expect(await deliver(at.host, at.leads, mail())).toEqual({ sent: 1, failed: 0 });
  });

  it('LEAD-07 nothing of a lead is readable in the tables or in the log', async () => {
    const canary = `canary-${'q'.repeat(12)}`;
    const lead = { building: canary, name: canary, email: `${canary}@example.com`, company: canary };
    expect((await at.send({ lead })).status).toBe(202);
    const [found] = await at.host.owner.query<{ text: string }>(
      sql`select string_agg(l::text || encode(l.sealed, 'escape'), '') as text from leads l`,
    );
    expect(found?.text).not.toContain(canary);
    expect(found?.text.length).toBeGreaterThan(1_000);
    expect(at.lines.join('')).not.toContain(canary);
    expect(at.lines.length).toBeGreaterThan(10);
  });

  it('LEAD-07 is deleted when its time has come, not before', async () => {
    const before = async () =>
      (await at.host.owner.query<{ n: number }>(sql`select count(*)::int as n from leads`))[0]?.n ?? 0;
    const { store } = at.leads;
    const { clock } = at.host;
    await store.forgetOld(clock.now() + keptDays * 86_400_000);
    expect((await at.send()).status).toBe(202);
    const sentAt = clock.now();
    clock.advance(86_400_000);
    expect((await at.send()).status).toBe(202);
    expect(await store.forgetOld(sentAt + keptDays * 86_400_000 - 1)).toBe(0);
    expect(await store.forgetOld(sentAt + keptDays * 86_400_000)).toBe(1);
    expect(await before()).toBe(1);
  });

  it('gives a person what is kept of theirs, and deletes it', async () => {
    const { person } = await at.leads.keys();
    const mine = await person('Someone@Example.com');
    expect((await at.send({ lead: { email: 'someone@example.com' } })).status).toBe(202);
    expect(await at.leads.store.ofPerson(mine)).toHaveLength(1);
    expect(await at.leads.store.forgetPerson(mine)).toBe(1);
    expect(await at.leads.store.ofPerson(mine)).toHaveLength(0);
  });

  it('admins of the organisation that is written to read the list, and nobody else', async () => {
    await at.send({ lead: { building: 'For the list.' } });
    const list = async (who: 'ada' | 'carl' | 'abel') => {
      const answer = await at.host.as(who)('/v1/leads');
      return {
        status: answer.status,
        body: (await answer.json()) as { leads: { lead: { building: string } }[] },
      };
    };
    const own = await list('ada');
    expect(own.body.leads[0]?.lead.building).toBe('For the list.');
    expect((await list('carl')).status).toBe(403);
    expect((await list('abel')).body.leads).toEqual([]);
  });
});

describe('LEAD-02 a flood', () => {
  it('of 1,000 over 200 addresses leaves no more than the cap', async () => {
    const at = await opened('node', { perClient: 5, perHour: 60 });
    const proofs = await Promise.all(Array.from({ length: 1_000 }, () => proofFrom(at.host.app)));
    at.host.clock.advance(4_000);
    const answers = await Promise.all(
      proofs.map((proof, n) => at.send({ key: `flood-${n}-xxxx`, proof, address: `203.0.113.${n % 200}` })),
    );
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(202), count(429)]).toEqual([60, 940]);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^\d+$/);
    await at.host.close();
  });

  it('of 50 from one address leaves five', async () => {
    const at = await opened('node', { perClient: 5, perHour: 60 });
    const proofs = await Promise.all(Array.from({ length: 50 }, () => proofFrom(at.host.app)));
    at.host.clock.advance(4_000);
    const answers = await Promise.all(proofs.map((proof, n) => at.send({ key: `flood-${n}-xxxx`, proof })));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
    await at.host.close();
  });

  it('control: without a quota all of it is stored', async () => {
    const at = await opened('node');
    const proofs = await Promise.all(Array.from({ length: 50 }, () => proofFrom(at.host.app)));
    at.host.clock.advance(4_000);
    const answers = await Promise.all(proofs.map((proof, n) => at.send({ key: `flood-${n}-xxxx`, proof })));
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    await at.host.close();
  });
});
