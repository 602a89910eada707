// Starts PostgreSQL and Redis once for the tests that need them, and takes them away after the last.
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../infra/local/postgres.ts';
import { startRedis } from '../infra/local/redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string;
    redis: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  project.provide('postgres', postgres.url);
  project.provide('redis', redis.url);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}
