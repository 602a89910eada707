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

/** Its log goes to a file that pg_read_file('log/server.log') reads: tests look for what must not be in it. */
const written = [
  'logging_collector=on',
  'log_filename=server.log',
  'log_rotation_age=0',
  'log_rotation_size=0',
  'log_line_prefix=%d %e ',
  // Files run beside each other, and some open three pools of twenty.
  'max_connections=500',
];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([startPostgres(written), startRedis()]);
  project.provide('postgres', postgres.url);
  project.provide('redis', redis.url);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}
