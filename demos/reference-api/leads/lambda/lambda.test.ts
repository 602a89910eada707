// The functions of the lead endpoint in this process, with a DynamoDB emulator and an SES stub, both over HTTP.
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../deps.ts';
import { systemClock, systemIds } from '../../ids.ts';
import { madeUpSecrets } from '../../secrets/made-up.ts';
import { waits } from '../notify.ts';
import { everyLead } from '../store-dynamo.ts';
import { fromTheForm, solve, written } from '../test/sender.ts';
import { openSes } from '../test/ses-stub.ts';
import { openTable, type TableServer } from '../test/table-server.ts';
import { type CanaryParts, Silence, sing } from './canary.ts';
import { createEndpoint, type UrlAnswer, type UrlEvent } from './endpoint.ts';
import { createNotifier } from './notifier.ts';
import { type LeadParts, openLeadParts } from './opened.ts';
import { hourlyQuota } from './quota.ts';
import { createReports } from './reports.ts';
import { sesMail } from './ses.ts';

const site = 'https://architecture.example.com';
const secret = new TextEncoder().encode('a secret of the test, long enough to be one');
const clock = {
  time: Date.UTC(2026, 10, 23, 5),
  now: () => clock.time,
  advance(milliseconds: number) {
    clock.time += milliseconds;
  },
};
const lines: { event: string; fields: object }[] = [];
const log: Log = { write: (_level, event, fields) => void lines.push({ event, fields }) };

let table: TableServer;
let ses: Awaited<ReturnType<typeof openSes>>;
let parts: LeadParts;
let endpoint: ReturnType<typeof createEndpoint>;
let notify: ReturnType<typeof createNotifier>;
beforeAll(async () => {
  [table, ses] = await Promise.all([openTable(), openSes()]);
  parts = await openLeadParts(table.name, table.client, secret);
  endpoint = createEndpoint({
    parts: async () => parts,
    settings: {
      organisation: '',
      origins: [site],
      perClient: 3,
      perHour: 100,
      work: { cost: 1, keyPrefix: '0' },
    },
    quota: ({ keys }) =>
      hourlyQuota({ ...table, perClient: 3, perHour: 100, hash: keys.person, now: clock.now }),
    deps: { clock, ids: systemIds(systemClock), log, secrets: madeUpSecrets() },
  });
  notify = createNotifier({
    parts: async () => parts,
    mail: sesMail(ses.client, 'site@example.com', 'sales@example.com'),
    domain: 'architecture.example.com',
    clock,
    log,
  });
});
afterAll(() => Promise.all([table.close(), ses.close()]));

let callers = 0;
beforeEach(async () => {
  callers += 1;
  ses.down = false;
  // What the test before left.
  await notify();
  ses.mails.length = lines.length = 0;
});

/** As CloudFront calls the function for a reader's request. */
async function call(url: string, init: RequestInit = {}, viewer = `198.51.100.${callers}:40000`) {
  const { pathname, search } = new URL(url, site);
  const event: UrlEvent = {
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { 'cloudfront-viewer-address': viewer, ...Object.fromEntries(new Headers(init.headers)) },
    requestContext: { http: { method: init.method ?? 'GET' } },
    ...(typeof init.body === 'string' && { body: Buffer.from(init.body).toString('base64') }),
    isBase64Encoded: true,
  };
  return endpoint(event);
}
const asResponse = ({ statusCode, headers, body }: UrlAnswer) =>
  new Response(body, { status: statusCode, headers });

const challenge = async () => JSON.parse((await call('/api/v1/leads/challenge')).body).challenge;

async function send(
  key: string,
  more: { headers?: object; lead?: object; viewer?: string; proof?: string } = {},
) {
  const proof = more.proof ?? (await solve(await challenge()));
  clock.advance(4_000);
  return call(
    '/api/v1/leads',
    {
      method: 'POST',
      headers: { ...fromTheForm, origin: site, 'idempotency-key': key, ...more.headers },
      body: JSON.stringify({ lead: { ...written, ...more.lead }, proof }),
    },
    more.viewer,
  );
}
const problem = ({ statusCode, body }: UrlAnswer) => `${statusCode} ${JSON.parse(body).type}`;

describe('the lead endpoint as a Lambda', () => {
  it('stores a lead once and mails it once, however often it is sent and whoever is called to mail', async () => {
    const proof = await solve(await challenge());
    const first = await send('once-0001', { proof });
    expect(first.statusCode).toBe(202);
    const { reference } = JSON.parse(first.body);
    const again = await Promise.all([send('once-0001', { proof }), send('once-0001', { proof })]);
    for (const { statusCode, body } of again)
      expect([statusCode, JSON.parse(body).reference]).toEqual([202, reference]);

    const rounds = await Promise.all([notify(), notify(), notify()]);
    expect(rounds.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
    expect(await notify()).toEqual({ sent: 0, failed: 0 });
    const [mail] = ses.mails;
    expect(ses.mails).toHaveLength(1);
    expect(mail).toMatchObject({
      FromEmailAddress: 'site@example.com',
      Destination: { ToAddresses: ['sales@example.com'] },
      ReplyToAddresses: [written.email],
    });
    expect(mail?.Content.Simple.Subject.Data).toBe(`${reference}: a project`);
    expect(mail?.Content.Simple.Body.Text.Data).toContain(written.name);
    expect((await everyLead(table, clock.now())).find((one) => one.reference === reference)?.mail).toBe(
      'sent',
    );
  });

  it('tries again when SES is down, gives up after a day, says so, and mails once when told to', async () => {
    ses.down = true;
    const { statusCode, body } = await send('retried-0001');
    expect(statusCode).toBe(202);
    const { reference } = JSON.parse(body);
    for (const wait of [...waits, 0]) {
      expect(await notify()).toEqual({ sent: 0, failed: 1 });
      expect(await notify()).toEqual({ sent: 0, failed: 0 });
      clock.advance(wait);
    }
    expect(lines.filter(({ event }) => event === 'lead-not-mailed')).toHaveLength(waits.length);
    expect(lines.filter(({ event }) => event === 'lead-given-up').map(({ fields }) => fields)).toEqual([
      { reference, attempt: waits.length + 1 },
    ]);
    ses.down = false;
    expect(await notify()).toEqual({ sent: 0, failed: 0 });
    expect(await parts.store.revive(clock.now())).toBe(1);
    expect(await notify()).toEqual({ sent: 1, failed: 0 });
    expect(ses.mails).toHaveLength(1);
  });

  it('keeps nothing readable of what was written, and no address', async () => {
    await send('sealed-0001', { lead: { name: 'Mirabilis Canarium' }, viewer: '203.0.113.77:1' });
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    const kept = Buffer.concat(
      Items.flatMap((item) =>
        Object.values(item).map((value) => Buffer.from(value.B ?? String(value.S ?? value.N))),
      ),
    ).toString('latin1');
    for (const plain of ['Mirabilis', written.email, '203.0.113.77', 'laboratory'])
      expect(kept).not.toContain(plain);
    expect(kept).toContain('sealed-0001');
    const sealed = await parts.sealing.seal('one', 'text');
    expect(await parts.sealing.open('one', sealed)).toBe('text');
    await expect(parts.sealing.open('other', sealed)).rejects.toThrow();
    expect(JSON.stringify(lines)).not.toContain('Mirabilis');
  });

  it('counts each caller by the address that CloudFront writes, and forgets with the hour', async () => {
    const from = (viewer: string, n: number) => send(`counted-${callers}-${viewer.length}-${n}`, { viewer });
    const viewer = '192.0.2.9:1';
    for (const n of [1, 2, 3]) expect((await from(viewer, n)).statusCode).toBe(202);
    const refused = await from(viewer, 4);
    expect(problem(refused)).toBe('429 /problems/quota-exceeded');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    // One IPv6 network is one caller; another is not.
    expect((await from('2001:db8:0:1::5:443', 5)).statusCode).toBe(202);
    clock.advance(3_600_000);
    expect((await from(viewer, 6)).statusCode).toBe(202);
    expect(problem(await from('', 7))).toBe('403 /problems/address-not-allowed');
    expect(problem(await from('nonsense', 8))).toBe('403 /problems/address-not-allowed');
  });

  it('refuses what the form would not send, in the words of the reference API, with its headers', async () => {
    const other = await send('cross-0001', { headers: { origin: 'https://evil.example' } });
    expect(problem(other)).toBe('403 /problems/cross-site');
    expect(other.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(problem(await send('none-0001', { headers: { 'sec-fetch-site': 'cross-site' } }))).toContain(
      'cross-site',
    );
    expect(problem(await send('mail-0001', { lead: { email: 'no address' } }))).toContain('invalid-input');
    const list = await call('/api/v1/leads');
    expect([problem(list), list.headers['allow']]).toEqual(['405 /problems/method-not-allowed', 'POST']);
    expect(problem(await call('/api/v1/documents'))).toBe('404 /problems/not-found');
    expect(problem(await call('/elsewhere'))).toBe('404 /problems/not-found');
    expect(
      problem(
        await call('/api/v1/leads', { method: 'POST', body: 'x'.repeat(40_000), headers: fromTheForm }),
      ),
    ).toContain('too-large');
  });
});

describe('the canary', () => {
  const canary = (more: Partial<CanaryParts> = {}) =>
    sing({
      parts,
      site,
      fetch: async (url, init) => asResponse(await call(url, init)),
      now: clock.now,
      wait: async (milliseconds) => clock.advance(milliseconds),
      ...more,
    });

  it('takes the way of a reader, is mailed to nobody and is in no list', async () => {
    const before = (await everyLead(table, clock.now())).length;
    expect(await canary()).toMatch(/^LB-/);
    expect(await notify()).toEqual({ sent: 0, failed: 0 });
    expect(await everyLead(table, clock.now())).toHaveLength(before);
    // Once an hour is one lead; the next hour is another.
    const first = await canary();
    clock.advance(3_600_000);
    expect(await canary()).not.toBe(first);
  });

  it('cannot be made by somebody who lacks the secret: that is a lead like any other', async () => {
    const forged = `canary-${Math.floor(clock.now() / 3_600_000)}-${'0'.repeat(64)}`;
    expect((await send(forged)).statusCode).toBe(202);
    expect(await notify()).toEqual({ sent: 1, failed: 0 });
  });

  it.each([
    ['an endpoint that is down', async () => new Response('', { status: 503 })],
    [
      'an endpoint that says 202 and stores nothing',
      async (url: string, init?: RequestInit) =>
        init === undefined
          ? asResponse(await call(url))
          : Response.json({ reference: 'LB-0000-0000' }, { status: 202 }),
    ],
  ])('falls silent at %s', async (_what, fetch) => {
    clock.advance(3_600_000);
    await expect(canary({ fetch })).rejects.toThrow(Silence);
  });
});

describe('the reports of the policy', () => {
  const seen: object[] = [];
  const reports = createReports({
    secret: async () => 's'.repeat(64),
    log: { write: (_level, _event, fields) => void seen.push(fields) },
  });
  const report = (body: string, given = 's'.repeat(64), method = 'POST') =>
    reports({
      rawPath: '/api/reports',
      rawQueryString: '',
      headers: { 'x-origin-secret': given },
      requestContext: { http: { method } },
      body,
      isBase64Encoded: false,
    });
  const old = (blocked: string) =>
    JSON.stringify({
      'csp-report': {
        'document-uri': `${site}/start/?name=Zoe#x`,
        'effective-directive': 'script-src-attr',
        'blocked-uri': blocked,
        'script-sample': 'alert(1)',
      },
    });

  it('are one line each, without anything of the person, in the old form and in the new', async () => {
    expect((await report(old('inline'))).statusCode).toBe(204);
    const now = {
      documentURL: `${site}/?q=Zoe`,
      effectiveDirective: 'img-src',
      blockedURL: 'https://evil.example/Zoe',
    };
    expect((await report(JSON.stringify([{ type: 'csp-violation', body: now }]))).statusCode).toBe(204);
    expect(seen).toEqual([
      { page: '/start/', directive: 'script-src-attr', blocked: 'inline' },
      { page: '/', directive: 'img-src', blocked: 'https://evil.example' },
    ]);
  });

  it('come through the distribution, are bounded, and are not taken on trust', async () => {
    seen.length = 0;
    for (const given of ['', 'x', 's'.repeat(63), 'S'.repeat(64)])
      expect((await report(old('inline'), given)).statusCode).toBe(403);
    expect((await report('{', undefined)).statusCode).toBe(400);
    expect((await report(' '.repeat(20_000))).statusCode).toBe(413);
    expect((await report('', undefined, 'GET')).statusCode).toBe(405);
    expect((await report(JSON.stringify({ 'csp-report': 7 }))).statusCode).toBe(204);
    expect(seen).toEqual([]);
    await report(JSON.stringify(Array.from({ length: 50 }, () => JSON.parse(old('a b')))));
    expect(seen).toHaveLength(20);
    expect(seen[0]).toMatchObject({ blocked: 'unreadable' });
  });
});
