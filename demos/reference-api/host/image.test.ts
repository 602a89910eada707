// The image's recipe, as far as it can be held to without a container engine: what it copies is there, what it builds in a
// scratch folder starts and refuses what it must, and it and compose.yaml say what the README promises.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from './environment.ts';

const text = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const recipe = text('Dockerfile')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
  .map((line) => {
    const at = line.indexOf(' ');
    return { word: line.slice(0, at), rest: line.slice(at + 1).trim() };
  });
const all = (word: string) => recipe.filter((line) => line.word === word).map(({ rest }) => rest);
const env = Object.fromEntries(
  all('ENV').flatMap((rest) =>
    [...rest.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)].map(([, name, quoted, bare]) => [name, quoted ?? bare]),
  ),
) as Record<string, string>;

describe('the recipe of the image', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lavbytes-image-'));
    // The step that makes /app, into a folder of ours.
    const [, ...args] = JSON.parse(
      all('RUN').find((rest) => rest.includes('bundle.ts')) as string,
    ) as string[];
    await ran([args[0] as string, join(folder, 'app')], {});
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ran = (args: readonly string[], more: Record<string, string>) =>
    new Promise<{ code: number; err: string }>((done) => {
      const given = { env: { PATH: process.env['PATH'] ?? '', ...more }, timeout: 150_000 };
      execFile(process.execPath, [...args], given, (error, _out, err) =>
        done({ code: error === null ? 0 : Number(error.code), err }),
      );
    });

  it('pins its base, copies what is there, and runs as nobody in particular', () => {
    for (const base of all('FROM')) expect(base).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim( AS build)?$/);
    const sources = all('COPY')
      .filter((rest) => !rest.includes('--from='))
      .flatMap((rest) => rest.split(/\s+/).slice(0, -1));
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) expect([source, existsSync(source)]).toEqual([source, true]);
    expect(all('USER')).toEqual(['1000:1000']);
    expect(all('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(all('ADD')).toEqual([]);
    expect(text('Dockerfile')).not.toMatch(/PASSWORD|SECRET|_KEY=/);
  });

  it('is on the Node that the project is run with', () => {
    const wanted = all('FROM').map((base) => /node:([\d.]+)/.exec(base)?.[1]);
    expect(new Set(wanted)).toEqual(new Set([process.versions.node]));
  });

  it('makes a folder that starts by itself, with the settings of the image, and refuses production without the rest', async () => {
    const entry = JSON.parse(all('ENTRYPOINT')[0] as string) as string[];
    expect(entry).toEqual(['node', '/app/main.js']);
    const { code, err } = await ran([join(folder, 'app/main.js')], {
      ...env,
      NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
    });
    expect(code).toBe(78);
    expect(err).toContain('DATABASE_URL: MODE=production needs it.');
    expect(existsSync(join(folder, 'app/migrations/0001-tenants.sql'))).toBe(true);
  }, 180_000);

  it('asks a health check that fails when nobody answers', async () => {
    const [, command] = (all('HEALTHCHECK')[0] as string).split('CMD ');
    const [program, flag, script] = JSON.parse(command as string) as string[];
    expect([program, flag]).toEqual(['node', '--eval']);
    expect((await ran(['--eval', script as string], { PORT: '9' })).code).toBe(1);
  }, 180_000);

  it('compose.yaml gives the service only settings that it knows, and takes from it what it does not need', () => {
    const service =
      text('compose.yaml')
        .split(/^ {2}api:\n/m)[1]
        ?.split(/^\S/m)[0] ?? '';
    const block = /environment:\n((?: {6}.*\n)+)/.exec(service)?.[1] ?? '';
    const given = Object.fromEntries(
      [...block.matchAll(/^ {6}([A-Z_]+): (.+)$/gm)].map(([, name, value]) => [name, value]),
    ) as Record<string, string>;
    const settings = readEnvironment({ ...env, ...given });
    expect(settings.database?.url).toBe(given['DATABASE_URL']);
    expect(settings.config.mode).toBe('development');
    for (const name of ['WRAPPING_KEY', 'AUDIT_SIGNING_KEY', 'CLIENT_HASH_SALT', 'ORIGIN_SECRET'])
      expect(Buffer.from(given[name] as string, 'base64url')).toHaveLength(32);
    expect(service).toMatch(/read_only: true/);
    expect(service).toMatch(/cap_drop: \[ALL\]/);
    expect(service).toMatch(/no-new-privileges:true/);
    // It drains for ten seconds at most, and is not cut before.
    expect(Number(/stop_grace_period: (\d+)s/.exec(service)?.[1])).toBeGreaterThan(settings.drainSeconds);
  });
});
