// What ours is measured against, each in its own process behind the same listener: node yardstick.ts jose|open|layered
//   jose     a bare Hono handler that verifies RS256 with jose and runs one prepared SELECT; decrypts nothing, checks nothing
//   open     the same without authentication
//   layered  a plain handler that does what ours does: quotas, jose, BEGIN, scope, SELECT under row security, audit, COMMIT, decrypt
import { Hono } from 'hono';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import pg from 'pg';
import type { App } from '#api/app.ts';
import { record } from '#api/audit/append.ts';
import { readContract } from '#api/documents/contract.ts';
import { listen } from '#api/host/listen.ts';
import { systemClock, systemIds } from '#api/ids.ts';
import { environmentSecrets } from '#api/secrets/environment.ts';
import { openPg } from '#api/storage/pg.ts';
import { openRedis } from '#api/storage/redis.ts';
import { rowOf } from '#api/storage/row-of.ts';
import { sql } from '#api/storage/sql.ts';
import { nodeCipher } from '#api/vault/cipher-node.ts';
import { createVault } from '#api/vault/vault.ts';

const env = (name: string): string => process.env[name] ?? '';
const port = Number(env('PORT'));

const text =
  'select id, organisation_id, owner_id, title, department, classification, locked, body_sealed, version, created_at, updated_at from documents where id = $1';

function reader(): (id: string) => Promise<Record<string, unknown> | undefined> {
  const pool = new pg.Pool({ connectionString: env('DATABASE_URL'), max: 20 });
  return async (id) => {
    const { rows } = await pool.query({ name: 'read', text, values: [id] });
    const row = rows[0];
    return row && { ...row, body_sealed: row.body_sealed.toString('base64') };
  };
}

async function verifier(): Promise<(authorization: string | undefined) => Promise<Record<string, unknown>>> {
  const keys = createLocalJWKSet(JSON.parse(env('JWKS')) as JSONWebKeySet);
  const options = { issuer: env('TOKEN_ISSUER'), audience: env('TOKEN_ISSUER'), algorithms: ['RS256'] };
  return async (authorization = '') => (await jwtVerify(authorization.slice(7), keys, options)).payload;
}

async function jose(): Promise<Hono> {
  const read = reader();
  const verify = await verifier();
  return new Hono().get('/v1/documents/:id', async (c) => {
    try {
      await verify(c.req.header('authorization'));
    } catch {
      return c.json({ error: 'unauthorised' }, 401);
    }
    const row = await read(c.req.param('id'));
    return row ? c.json(row) : c.json({ error: 'not found' }, 404);
  });
}

function open(): Hono {
  const read = reader();
  return new Hono().get('/v1/documents/:id', async (c) => {
    const row = await read(c.req.param('id'));
    return row ? c.json(row) : c.json({ error: 'not found' }, 404);
  });
}

async function layered(): Promise<Hono> {
  const verify = await verifier();
  const secrets = environmentSecrets(process.env);
  const database = openPg({ url: env('DATABASE_URL') });
  const cache = await openRedis({ url: env('REDIS_URL'), salt: await secrets.read('client-hash-salt') });
  const clock = systemClock;
  const vault = createVault({
    database,
    secrets,
    clock,
    ids: systemIds(clock),
    config: { layersOff: [] },
    cipher: nodeCipher,
  });
  // Under a load that makes Redis late it goes on, as ours does.
  const counted = (key: string) =>
    cache.take([{ key, limit: 9_999_999, seconds: 60 }], clock.now()).catch(() => {});
  return new Hono().get('/v1/documents/:id', async (c) => {
    await counted(`client:${c.req.header('x-forwarded-for')}`);
    const claims = await verify(c.req.header('authorization'));
    const [user, organisation] = [String(claims['sub']), String(claims['org'])];
    await counted(`account:${user}`);
    const { id } = readContract.params.parse(c.req.param());
    const row = await database.transaction(
      { organisation, user, role: String(claims['role']) },
      async (tx) => {
        const [found] = await tx.query(
          sql`select id, owner_id as "ownerId", title, department, classification, locked, body_sealed, version, created_at, updated_at from documents where id = ${id}`,
        );
        const trace = crypto.randomUUID().replaceAll('-', '');
        const entry = {
          at: clock.now(),
          organisation,
          subject: user,
          action: 'documents.read',
          resource: id,
        };
        await record(tx, { ...entry, decision: 'allow', rule: 'read', trace });
        return found;
      },
    );
    if (row === undefined) return c.json({ error: 'not found' }, 404);
    const { body_sealed, created_at, updated_at, ...plain } = row as Record<string, unknown> & {
      body_sealed: Uint8Array;
      created_at: Date;
      updated_at: Date;
    };
    const body = await vault.open('documents', 'body', rowOf(organisation, id), body_sealed);
    const dates = { createdAt: created_at.toISOString(), updatedAt: updated_at.toISOString() };
    return c.json(readContract.replies[200].parse({ ...plain, ...dates, body }));
  });
}

const kinds: Readonly<Record<string, () => Hono | Promise<Hono>>> = { jose, open, layered };
const make = kinds[process.argv[2] ?? ''];
if (make === undefined) throw new Error(`there are ${Object.keys(kinds).join(', ')}`);
const hono = (await make()).get('/healthz', (c) => c.json({ status: 'ok' }));
await listen(((request: Request) => hono.fetch(request)) as App, { host: '127.0.0.1', port });
