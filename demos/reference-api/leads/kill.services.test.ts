// The handler is killed with SIGKILL at chosen moments of many submissions. Every one that was answered is stored once and
// mailed once, and every one that was not is sent again by its browser, under its key, until it is.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { often } from '../../../tests/soak.ts';
import { sql } from '../storage/sql.ts';
import { type Host, openHost } from '../test/hosts.ts';
import { issueChallenge } from './challenge.ts';
import { lead as form } from './contract.ts';
import { openLeads } from './leads.ts';
import { sendDue } from './notify.ts';
import { leadKeys } from './secrets.ts';
import { exampleLeads } from './settings.ts';
import { smtpMail } from './smtp.ts';
import { type Mailbox, openMailbox } from './test/mailbox.ts';
import { solve, written } from './test/sender.ts';

const program = fileURLToPath(new URL('./test/accept-process.ts', import.meta.url));
/** `npm run soak`: 1,000, as promised of the handler. */
const submissions = often(200, 1_000);
/** After so many answers of one process it is killed, with the next ones under way. */
const lives = [1, 3, 7, 20, 2, 50, 80, 130, 9, 200].slice(0, often(6, 10));
const under = 12;

let host: Host;
let box: Mailbox;
let salt: Uint8Array;
let secrets: string;
beforeAll(async () => {
  host = await openHost('node');
  salt = await host.deps.secrets.read('client-hash-salt');
  const wrapping = await host.deps.secrets.read('wrapping-key');
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  secrets = JSON.stringify({ 'client-hash-salt': base64(salt), 'wrapping-key': base64(wrapping) });
  box = await openMailbox();
});
afterAll(async () => {
  await Promise.all([host.close(), box.close()]);
});

interface Submission {
  readonly key: string;
  readonly lead: unknown;
  readonly proof: string;
}

async function submissionsOf(name: string, count: number): Promise<Submission[]> {
  const { challenge } = await leadKeys(salt);
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      // Issued a while ago: people type.
      const { challenge: issued } = await issueChallenge(
        challenge,
        { cost: 1, keyPrefix: '0' },
        Date.now() - 60_000,
      );
      return {
        key: `${name}-${String(n).padStart(6, '0')}`,
        lead: form.parse({ ...written, building: `Number ${n}` }),
        proof: await solve(issued),
      };
    }),
  );
}

/** One life of the handler. @returns the keys it answered for before it was killed */
async function live(waiting: readonly Submission[], answers: number, weakMail = ''): Promise<Set<string>> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, host.url as string, secrets, weakMail],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const answered = new Set<string>();
  const ended = once(child, 'exit');
  let next = 0;
  let told = 0;
  const feed = () => {
    const one = waiting[next++];
    if (one) child.stdin?.write(`${JSON.stringify(one)}\n`);
  };
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (line === 'ready') {
      for (let n = 0; n < under; n++) feed();
      continue;
    }
    const [kind, key = ''] = line.split(' ');
    if (kind === 'stored') answered.add(key);
    else if (kind !== 'failed') throw new Error(line);
    told += 1;
    feed();
    if (told === Math.min(answers, waiting.length)) break;
  }
  child.kill('SIGKILL');
  await ended;
  if (told === 0) throw new Error('The handler did not live long enough to answer once.');
  return answered;
}

async function throughAll(all: readonly Submission[], weakMail = ''): Promise<number> {
  let waiting = all;
  let life = 0;
  let answered = 0;
  while (waiting.length > 0) {
    const last = life >= lives.length;
    const done = await live(waiting, last ? waiting.length : (lives[life] as number), weakMail);
    life += 1;
    answered += done.size;
    waiting = waiting.filter(({ key }) => !done.has(key));
  }
  return answered;
}

it('every 202 is stored once and mailed once', async () => {
  const all = await submissionsOf('whole', submissions);
  expect(await throughAll(all)).toBe(submissions);
  const [rows] = await host.owner.query<{ n: number; keys: number }>(
    sql`select count(*)::int as n, count(distinct key)::int as keys from leads where key like 'whole-%'`,
  );
  expect(rows).toEqual({ n: submissions, keys: submissions });

  const leads = openLeads(host.deps, host.app.vault, exampleLeads);
  const mail = smtpMail({ url: box.url, from: 'site@lavbytes.example', to: 'people@lavbytes.example' });
  const now = () => Date.now();
  let sent = 0;
  for (let round = 0; round < 100; round++) {
    const done = await sendDue({ ...leads, mail, domain: 'api.test.example', now, failed() {} }, 100);
    if (done.sent === 0) break;
    sent += done.sent;
  }
  expect(sent).toBe(submissions);
  expect(new Set(box.messages.map((text) => /^Message-ID: (.*)$/im.exec(text)?.[1])).size).toBe(submissions);
  expect(box.messages).toHaveLength(submissions);
}, 600_000);

it('control: a handler that mails before it stores mails some of them twice', async () => {
  box.messages.length = 0;
  const all = await submissionsOf('weak', 100);
  await throughAll(all, box.url);
  expect(box.messages.length).toBeGreaterThan(100);
}, 600_000);
