import { describe, expect, it } from 'vitest';
import { EnvironmentFaults, readEnvironment } from './environment.ts';

const production = {
  MODE: 'production',
  DATABASE_URL: 'postgres://app@db.example/app',
  DATABASE_CA: '-----BEGIN CERTIFICATE-----\nexample',
  REDIS_URL: 'rediss://cache.example',
  S3_BUCKET: 'heads',
  ISSUER: 'https://api.example',
  AUDIENCE: 'https://api.example',
};

function faults(env: Record<string, string>): readonly string[] {
  try {
    readEnvironment(env);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentFaults) return error.faults;
    throw error;
  }
}

describe('the environment', () => {
  it('may be empty: embedded adapters, this machine only', () => {
    const { config, database, redis, s3, host } = readEnvironment({});
    expect([config.mode, database, redis, s3, host]).toEqual(['development', null, null, null, '127.0.0.1']);
  });

  it('starts in production with everything named', () => {
    const { config } = readEnvironment(production);
    expect([config.mode, config.requireTls, config.requireOriginSecret, config.layersOff]).toEqual([
      'production',
      true,
      true,
      [],
    ]);
  });

  it('needs lasting secrets for a database that lasts', () => {
    const url = { DATABASE_URL: 'postgres://localhost/app' };
    expect(readEnvironment(url).secrets.from).toBe('environment');
    expect(faults({ ...url, SECRETS: 'made-up' })).toHaveLength(1);
  });

  it('has the database’s password in one place only', () => {
    const rotated = { ...production, DATABASE_SECRET: 'reference-database/owner' };
    expect(readEnvironment(rotated).database?.secret).toBe('reference-database/owner');
    const both = { ...rotated, DATABASE_URL: 'postgres://app:canary@db.example/app' };
    expect(faults(both)).toEqual([expect.stringMatching(/^DATABASE_SECRET: /)]);
    expect(faults(both).join()).not.toContain('canary');
  });

  it('says for how long the key set may be kept', () => {
    expect(readEnvironment(production).config.identity).toBeUndefined();
    const longer = { ...production, JWKS_SECONDS: '10800' };
    expect(readEnvironment(longer).config.identity).toEqual({ jwksSeconds: 10_800 });
  });

  it('names every fault, and never a value', () => {
    const all = faults({
      PORT: 'canary',
      TRUSTED_HOPS: '99',
      LIMIT_CLIENT: 'canary',
      DATABASE_URL: 'canary',
    });
    expect(all.map((fault) => fault.split(':')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'TRUSTED_HOPS',
      'LIMIT_CLIENT',
    ]);
    expect(all.join()).not.toContain('canary');
  });

  it.each(['DATABASE_URL', 'DATABASE_CA', 'REDIS_URL', 'S3_BUCKET', 'ISSUER', 'AUDIENCE'])(
    'is refused in production without %s',
    (name) => {
      expect(faults({ ...production, [name]: '' })).toEqual([`${name}: MODE=production needs it.`]);
    },
  );

  it.each([
    ['ISSUER', 'http://api.example'],
    ['REDIS_URL', 'redis://cache.example'],
    ['SECRETS', 'made-up'],
    ['REQUIRE_TLS', 'no'],
    ['REQUIRE_ORIGIN_SECRET', 'no'],
    ['LAYERS_OFF', 'L4'],
    ['ISSUER', 'https://sandbox.reference-api.example'],
    ['AUDIENCE', 'https://sandbox.reference-api.example/'],
  ])('is refused in production with %s=%s', (name, value) => {
    expect(faults({ ...production, [name]: value })).toHaveLength(1);
  });

  it('lets layers be switched off in the sandbox only', () => {
    expect(readEnvironment({ MODE: 'sandbox', LAYERS_OFF: 'L1, L4' }).config.layersOff).toEqual(['L1', 'L4']);
    expect(faults({ MODE: 'development', LAYERS_OFF: 'L1' })).toHaveLength(1);
    expect(faults({ MODE: 'sandbox', LAYERS_OFF: 'L9' })).toHaveLength(1);
  });
});
