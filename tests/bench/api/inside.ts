// Measured inside one process, because the differences are smaller than what a network and a second process add:
// what each layer costs (apps that lack one layer take turns), and what verifying a token costs. Tells by IPC, then ends.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { type App, createApp } from '#api/app.ts';
import type { Config, Deps, Layer } from '#api/deps.ts';
import { openAdapters } from '#api/host/adapters.ts';
import { readEnvironment, type Settings } from '#api/host/environment.ts';
import { nodePasswords } from '#api/identity/passwords-node.ts';
import { nodeSignatures } from '#api/identity/signatures-node.ts';
import { systemClock, systemIds } from '#api/ids.ts';
import { jsonLog } from '#api/observe/log.ts';
import type { Principal } from '#api/route.ts';
import { users } from '#api/storage/examples.ts';
import { migrate } from '#api/storage/migrate.ts';
import { migrationFiles } from '#api/storage/migration-files.ts';
import { seed } from '#api/storage/seed.ts';
import { nodeCipher } from '#api/vault/cipher-node.ts';
import { createVault } from '#api/vault/vault.ts';
import { passageFrom, path } from './passage.ts';

export const layers = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'] as const satisfies readonly Layer[];
export type Variant = 'all' | Layer;

export interface Inside {
  /** Microseconds of processor time a request, the nth of each measured right after each other. */
  readonly layers: Record<Variant, number[]>;
  readonly verifying: {
    /** Milliseconds until 50 at once were verified. */
    readonly ours: number[];
    readonly nodeCrypto: number[];
    /** Microseconds of processor time each. */
    readonly oursCpu: number[];
    readonly nodeCryptoCpu: number[];
    /** Microseconds a token that was verified before. */
    readonly again: number[];
  };
}

const clock = systemClock;
const ids = systemIds(clock);
const passwords = nodePasswords(ids);
const atOnce = 50;
const { user, organisation, role, department } = { ...users.carl, user: users.carl.id };
const caller: Principal = { user, organisation, role, department, family: ids.uuid() };
const cpuNow = (): number => {
  const { user: own, system } = process.cpuUsage();
  return own + system;
};

async function opened(settings: Settings): Promise<Deps> {
  const { openDatabase, ...adapters } = await openAdapters(settings, clock);
  const { config } = settings;
  const database = await openDatabase(async (owner) => {
    await migrate(owner, migrationFiles());
    const vault = createVault({ ...adapters, database: owner, clock, ids, config, cipher: nodeCipher });
    await seed(owner, { passwords, clock, seal: vault.seal });
  });
  const log = jsonLog(() => {}, clock);
  return {
    config,
    database,
    ...adapters,
    clock,
    ids,
    passwords,
    log,
    cipher: nodeCipher,
    signatures: nodeSignatures,
  };
}

const without = (deps: Deps, off: readonly Layer[]): Deps => ({
  ...deps,
  config: { ...deps.config, layersOff: off } satisfies Config,
});

async function requestTo(app: App): Promise<() => Request> {
  const token = await app.identity.inside.accessToken(caller, 0);
  const headers = { authorization: `Bearer ${token}`, ...passageFrom(process.env) };
  const make = () => new Request(`http://127.0.0.1${path}`, { headers });
  const { status } = await app(make());
  if (status !== 200) throw new Error(`the read answered ${status}`);
  return make;
}

/** Microseconds a request. */
async function block(app: App, make: () => Request, requests: number): Promise<number> {
  let left = requests;
  const before = cpuNow();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await (await app(make())).text();
    }),
  );
  await app.settle();
  return (cpuNow() - before) / requests;
}

async function measureLayers(deps: Deps, clear: Deps, rounds: number): Promise<Inside['layers']> {
  const apps = new Map<Variant, readonly [App, () => Request]>();
  for (const name of ['all', ...layers] as const) {
    const base = name === 'L6' ? clear : deps;
    const app = createApp(name === 'all' ? base : without(base, [name]));
    apps.set(name, [app, await requestTo(app)]);
  }
  const found = Object.fromEntries(
    [...apps.keys()].map((name) => [name, [] as number[]]),
  ) as Inside['layers'];
  for (let round = -4; round < rounds; round += 1) {
    for (const [name, [app, make]] of apps) {
      const cost = await block(app, make, 500);
      if (round >= 0) found[name].push(cost);
    }
  }
  return found;
}

const verifyByNode = promisify(
  (data: Uint8Array, key: KeyObject, signature: Uint8Array, done: (e: Error | null, ok: boolean) => void) =>
    verify('sha256', data, key, signature, done),
);

async function measureVerifying(deps: Deps, rounds: number): Promise<Inside['verifying']> {
  const { identity } = createApp(deps);
  const tokens: string[] = [];
  for (let i = 0; i < atOnce; i += 1) tokens.push(await identity.inside.accessToken(caller, 0));
  const [jwk] = (await identity.keys.jwks()).keys;
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const signed = tokens.map((token) => {
    const end = token.lastIndexOf('.');
    return [Buffer.from(token.slice(0, end)), Buffer.from(token.slice(end + 1), 'base64url')] as const;
  });
  const requests = tokens.map(
    (token) => new Request('http://127.0.0.1/', { headers: { authorization: `Bearer ${token}` } }),
  );
  async function byUs(): Promise<void> {
    identity.cache.drop(() => true);
    const all = await Promise.all(requests.map((request) => identity.authenticate(request)));
    if (all.some((one) => one.user !== user)) throw new Error('another caller');
  }
  async function byNode(): Promise<void> {
    const all = await Promise.all(signed.map(([data, signature]) => verifyByNode(data, key, signature)));
    if (!all.every(Boolean)) throw new Error('a signature did not verify');
  }
  const found: Inside['verifying'] = { ours: [], nodeCrypto: [], oursCpu: [], nodeCryptoCpu: [], again: [] };
  const times = 8;
  async function timed(work: () => Promise<void>): Promise<[number, number]> {
    const [cpu, since] = [cpuNow(), performance.now()];
    for (let i = 0; i < times; i += 1) await work();
    return [(performance.now() - since) / times, (cpuNow() - cpu) / times / atOnce];
  }
  for (let round = -3; round < rounds; round += 1) {
    // Who goes first changes, so that neither always follows the other.
    const order = round % 2 === 0 ? [byUs, byNode] : [byNode, byUs];
    for (const work of order) {
      const [ms, cpu] = await timed(work);
      if (round < 0) continue;
      found[work === byUs ? 'ours' : 'nodeCrypto'].push(ms);
      found[work === byUs ? 'oursCpu' : 'nodeCryptoCpu'].push(cpu);
    }
    const before = cpuNow();
    for (let i = 0; i < 20_000; i += 1) {
      const answer = identity.authenticate(requests[i % atOnce] as Request);
      if (answer instanceof Promise) await answer;
    }
    if (round >= 0) found.again.push((cpuNow() - before) / 20_000);
  }
  return found;
}

if (process.send !== undefined) {
  const rounds = Number(process.env['ROUNDS']);
  const settings = readEnvironment(process.env);
  const deps = await opened(settings);
  const { database } = settings;
  if (database === null) throw new Error('the layers are measured on PostgreSQL');
  const url = process.env['CLEAR_DATABASE_URL'] ?? '';
  const clear = await opened({
    ...settings,
    database: { ...database, url, ownerUrl: url },
    config: { ...settings.config, layersOff: ['L6'] },
  });
  const verifying = await measureVerifying(deps, rounds);
  const found: Inside = { verifying, layers: await measureLayers(deps, clear, rounds * 2) };
  process.send(found, () => process.exit(0));
}
