// The AI layer: from a call with a hundred messages to the last of them routed, on PostgreSQL, against the bare inserts of the
// same rows; claims and decisions on PGlite, as in the reader's tab; and the model by itself.
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { type App, createApp } from '#api/app.ts';
import type { Deps } from '#api/deps.ts';
import { makeSigningKey, openEmbedded, prepareEmbedded, sandboxConfig } from '#api/host/embedded.ts';
import { nodePasswords } from '#api/identity/passwords-node.ts';
import { nodeSignatures } from '#api/identity/signatures-node.ts';
import { systemClock, systemIds } from '#api/ids.ts';
import { evidenceOf, judgement } from '#api/intake/judgement.ts';
import { localProcessor } from '#api/intake/local.ts';
import { split } from '#api/intake/model/build.ts';
import type { Answered } from '#api/intake/processor.ts';
import { standing } from '#api/intake/route-by-confidence.ts';
import { silentLog } from '#api/observe/log.ts';
import { madeUpSecrets } from '#api/secrets/made-up.ts';
import { examplePassword, users } from '#api/storage/examples.ts';
import { memoryCache } from '#api/storage/memory.ts';
import { memoryObjects } from '#api/storage/memory-objects.ts';
import { migrate } from '#api/storage/migrate.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import { ownerPg } from '#api/storage/owner-pg.ts';
import { openPg } from '#api/storage/pg.ts';
import { seed } from '#api/storage/seed.ts';
import { nodeCipher } from '#api/vault/cipher-node.ts';
import { createVault } from '#api/vault/vault.ts';
import { startPostgres } from '../../infra/local/postgres.ts';
import { claimsInTab } from './intake-in-tab.ts';
import { progress } from './progress.ts';
import type { PartReport } from './report.ts';
import { median, ms, ratios, spread, times } from './statistics.ts';

const batch = 100;
const batches = 20;
const items = batch * batches;
const decisions = 200;
/** Of them the first, in which the engine still compiles: they are not counted. */
const warm = 50;
const fine = { unit: 'ms', digits: 2 };
const rate = { unit: 'items/s', digits: 0 };
const limits = { limit: 1_000_000, seconds: 60 };
const config = {
  ...sandboxConfig,
  limits: { ...sandboxConfig.limits, client: limits, account: limits, signIn: limits },
};

export async function measureIntake(runs: number): Promise<PartReport> {
  const raw = {
    ours: [] as number[],
    bare: [] as number[],
    model: [] as number[],
    claim: [] as number[],
    decide: [] as number[],
    cpu: [] as number[],
    tab: { claim: [] as number[], decide: [] as number[] },
  };
  for (let round = 1; round <= runs; round += 1) {
    progress(`Intake, round ${round} of ${runs}: ${items} messages on PostgreSQL, then the bare inserts`);
    const { ours, bare } = await onPostgres();
    raw.ours.push(items / (ours / 1_000));
    raw.bare.push(items / (bare / 1_000));
    raw.model.push(modelAlone());
    const { claim, decide, cpu } = await onPglite();
    raw.cpu.push(cpu);
    raw.claim.push(claim);
    raw.decide.push(decide);
    const tab = await claimsInTab(
      split('calibrate')
        .slice(0, decisions)
        .map(({ text }) => text),
      warm,
    );
    raw.tab.claim.push(p95([...tab.claim]));
    raw.tab.decide.push(p95([...tab.decide]));
  }
  const slower = ratios(raw.bare, raw.ours);
  const at = (what: string, found: readonly number[], most: number) => ({
    what,
    ours: spread(found, fine),
    budget: `≤ ${most} ms`,
    verdict: median(found) <= most ? ('pass' as const) : ('missed' as const),
  });
  return {
    title: `The AI layer: ${items} messages in calls of ${batch}, ${runs} rounds`,
    rows: [
      {
        what: 'ingest to routed, PostgreSQL, local processor',
        ours: spread(raw.ours, rate),
        yardstick: `${spread(raw.bare, rate)} (bare inserts)`,
        ratio: spread(slower, times),
        budget: '≥ 500 items/s',
        verdict: median(raw.ours) >= 500 ? 'pass' : 'missed',
      },
      {
        ...at('3,000 messages read, calibrated and routed, no database: processor time', raw.model, 1_000),
        ours: spread(raw.model, ms),
      },
      at('claim the next item in a tab, p95', raw.tab.claim, 5),
      at('decide it in a tab, p95', raw.tab.decide, 5),
      at('claim the next item, PGlite in Node, p95', raw.claim, 5),
      at('decide it, PGlite in Node, p95', raw.decide, 5),
      { what: 'claim and decide, PGlite in Node: processor time of both', ours: spread(raw.cpu, fine) },
    ],
    notes: [
      'Ours: calls through the whole app (token, contract, idempotency, encryption, row security), then the pipeline to its end, with five entries of the audit chain an item.',
      'Bare inserts: the same rows of inputs, outputs, queue and trail copied inside the database, batch by batch in the same transactions, without indexes of foreign keys, policies, encryption or hashes.',
      'Objects are kept in memory: S3 is not measured here.',
      `Of ${decisions} claims and decisions the first ${warm} are not counted: in them the engine still compiles.`,
    ],
    raw,
  };
}

const p95 = (all: number[]): number => all.sort((a, b) => a - b)[Math.floor(all.length * 0.95)] as number;

async function caller(app: App, email: string) {
  const send = (path: string, body: object, headers: Record<string, string> = {}) =>
    app(
      new Request(`https://api.example${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https', ...headers },
        body: JSON.stringify(body),
      }),
    );
  const { accessToken } = (await (
    await send('/v1/sessions', { email, password: examplePassword })
  ).json()) as {
    accessToken: string;
  };
  return async (path: string, body: object): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${accessToken}`, 'idempotency-key': crypto.randomUUID() };
    const answer = await send(path, body, headers);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
}

async function onPostgres(): Promise<{ ours: number; bare: number }> {
  const postgres = await startPostgres();
  try {
    return await measured(postgres.url);
  } finally {
    await postgres.stop();
  }
}

async function measured(url: string): Promise<{ ours: number; bare: number }> {
  const [clock, ids] = [systemClock, systemIds(systemClock)];
  const owner = await ownerPg(url);
  await migrate(owner, migrationFiles());
  const given = { clock, ids, secrets: madeUpSecrets(), config, cipher: nodeCipher };
  const passwords = nodePasswords(ids);
  await seed(owner, { passwords, clock, seal: createVault({ ...given, database: owner }).seal });
  const database = openPg({ url });
  const deps: Deps = {
    ...given,
    database,
    passwords,
    cache: memoryCache(clock),
    objects: memoryObjects(),
    log: silentLog,
    signatures: nodeSignatures,
  };
  const app = createApp(deps);
  const send = await caller(app, users.carl.email);
  const texts = split('test').map(({ text }) => ({ text }));
  await send('/v1/intake', { json: texts.slice(0, batch) });
  await app.intake.drain();

  const since = performance.now();
  for (let i = 0; i < batches; i++) {
    await send('/v1/intake', { json: texts.slice((i * batch) % 2_900, ((i * batch) % 2_900) + batch) });
    await app.intake.drain();
  }
  const ours = performance.now() - since;

  const bare = await bareInserts(url);
  await Promise.all([database.close(), owner.close()]);
  return { ours, bare };
}

/** The rows that were written, once more into empty tables of the same columns and primary keys. */
async function bareInserts(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const tables = ['inputs', 'outputs', 'review_items', 'audit_entries'];
  for (const table of tables)
    await client.query(`create table bare_${table} (like ${table} including indexes)`);
  const { rows } = await client.query<{ id: string }>('select id from inputs order by id desc limit $1', [
    items,
  ]);
  const { rows: seqs } = await client.query<{ top: string }>('select max(seq) as top from audit_entries');
  const top = Number(seqs[0]?.top);
  const since = performance.now();
  for (let i = 0; i < batches; i++) {
    const some = rows.slice(i * batch, (i + 1) * batch).map(({ id }) => id);
    await client.query('begin');
    await client.query('insert into bare_inputs select * from inputs where id = any ($1::uuid[])', [some]);
    await client.query('commit');
    await client.query('begin');
    for (const table of ['outputs', 'review_items'])
      await client.query(
        `insert into bare_${table} select * from ${table} where input_id = any ($1::uuid[])`,
        [some],
      );
    await client.query(
      'insert into bare_audit_entries select * from audit_entries where seq > $1 and seq <= $2',
      [top - (i + 1) * batch * 4, top - i * batch * 4],
    );
    await client.query('commit');
  }
  const took = performance.now() - since;
  await client.end();
  return took;
}

function modelAlone(): number {
  const processor = localProcessor();
  const texts = split('test').map(({ text }) => text);
  const { curves, noveltyLimit, prompt } = processor;
  const before = process.cpuUsage();
  texts.forEach((text, i) => {
    const answered = processor.process(text) as Answered;
    judgement(
      String(i),
      false,
      evidenceOf(answered, { curves, noveltyLimit, prompt, drift: 0, policyVersion: 0 }),
      standing,
    );
  });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** p95 of each, and the processor time of both together: milliseconds. */
async function onPglite(): Promise<{ claim: number; decide: number; cpu: number }> {
  const db = await PGlite.create();
  const migrations = migrationFiles();
  await prepareEmbedded(db, migrations);
  const open = await openEmbedded({
    db,
    migrations,
    fits: 'exactly',
    signingKey: makeSigningKey(),
    log: silentLog,
    config,
  });
  const send = await caller(open.app, users.carl.email);
  const texts = split('calibrate').map(({ text }) => ({ text }));
  for (let i = 0; i < decisions; i += batch)
    await send('/v1/intake', { json: texts.slice(i, i + batch), manual: true });
  await open.app.intake.drain();
  const review = await caller(open.app, users.rita.email);
  const cpu = process.cpuUsage();
  const took = { claim: [] as number[], decide: [] as number[] };
  for (let i = 0; i < decisions; i++) {
    const start = performance.now();
    const { item } = (await review('/v1/review/claims', {})) as {
      item: { id: string; fence: number; hash: string };
    };
    const claimed = performance.now();
    const { fence, hash } = item;
    await review(`/v1/review/${item.id}/decision`, { fence, hash, action: 'approve' });
    if (i < warm) continue;
    took.claim.push(claimed - start);
    took.decide.push(performance.now() - claimed);
  }
  const { user, system } = process.cpuUsage(cpu);
  await open.close();
  return { claim: p95(took.claim), decide: p95(took.decide), cpu: (user + system) / 1_000 / decisions };
}
