// PostgreSQL and Redis for the run, the environment of a server as in production (TLS and the load balancer are said by
// headers), and what one request carries. Every server has a database of its own on the one PostgreSQL.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { examplePassword, users } from '#api/storage/examples.ts';
import { startPostgres } from '../../../infra/local/postgres.ts';
import { startRedis } from '../../../infra/local/redis.ts';
import { passageFrom, path } from './passage.ts';
import type { Subject } from './subject.ts';

export interface Surroundings {
  /** A new database and an environment that uses it. */
  environment(more?: Readonly<Record<string, string>>): Promise<Record<string, string>>;
  close(): Promise<void>;
}

const secret = (): string => randomBytes(32).toString('base64url');
const secrets = {
  SECRETS: 'environment',
  WRAPPING_KEY: secret(),
  AUDIT_SIGNING_KEY: secret(),
  CLIENT_HASH_SALT: secret(),
  ORIGIN_SECRET: secret(),
};

/** As strict as production, with limits that the bench does not reach. */
export const layersOn: Readonly<Record<string, string>> = {
  ...secrets,
  MODE: 'test',
  REQUIRE_TLS: 'yes',
  REQUIRE_ORIGIN_SECRET: 'yes',
  TRUSTED_HOPS: '1',
  ALLOWLIST: '203.0.113.0/24,198.51.100.0/24,2001:db8::/32',
  LIMIT_CLIENT: '9999999/60',
  LIMIT_ACCOUNT: '9999999/60',
  LIMIT_SIGN_IN: '9999999/60',
};

export const passage = passageFrom(secrets);

const folder = mkdtempSync(join(tmpdir(), 'bench-api-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let count = 0;
/** Every start of an embedded database begins a new trail, and needs a new place for its anchors. */
const objects = (): string => {
  count += 1;
  return join(folder, String(count));
};

/** Without a database or a cache of its own. */
export const embedded = (): Record<string, string> => ({ ...layersOn, OBJECTS_FOLDER: objects() });

export async function openSurroundings(): Promise<Surroundings> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  return {
    async environment(more = {}) {
      const OBJECTS_FOLDER = objects();
      const name = `bench_${count}`;
      const admin = new pg.Client({ connectionString: postgres.url });
      await admin.connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      const url = new URL(postgres.url);
      url.pathname = name;
      return { ...layersOn, DATABASE_URL: url.href, REDIS_URL: redis.url, OBJECTS_FOLDER, ...more };
    },
    async close() {
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}

/** Signs in as the owner of the document that is read. @returns the headers of every measured request. */
export async function signedIn(subject: Subject): Promise<Record<string, string>> {
  const answer = await fetch(`${subject.origin}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...passage },
    body: JSON.stringify({ email: users.carl.email, password: examplePassword }),
  });
  if (answer.status !== 201) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  const { accessToken } = (await answer.json()) as { accessToken: string };
  const headers = { authorization: `Bearer ${accessToken}`, ...passage };
  const read = await fetch(subject.origin + path, { headers });
  if (read.status !== 200) throw new Error(`the read answered ${read.status}: ${await read.text()}`);
  return headers;
}
