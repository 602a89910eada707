// Four projects: unit needs nothing, services brings PostgreSQL and Redis, built judges dist/ after a build, firefox shows it
// to Firefox.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const unit = ['{src,infra,demos,content}/**/*.test.ts', 'tests/imports.test.ts'];
const services = ['tests/services.test.ts', 'demos/**/*.services.test.ts'];
const firefox = ['tests/firefox.test.ts'];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // For a machine with other work: what hangs is still found, a little later.
    testTimeout: 60_000,
    // Vitest would leave one of two cores to itself; more than four would ask too much of one PostgreSQL.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
    // The Observatory parses pages with an old jsdom that does not know today's CSS and says so at length.
    onConsoleLog: (log) => !log.includes('Could not parse CSS stylesheet'),
    projects: [
      { test: { name: 'unit', include: unit, exclude: services } },
      {
        test: {
          name: 'services',
          include: services,
          globalSetup: 'tests/services.ts',
          hookTimeout: 120_000,
          // One more try on a machine that stalls; the closing lines of `npm test` name whoever needed it.
          retry: 1,
        },
      },
      {
        test: {
          name: 'built',
          include: ['tests/*.test.ts'],
          exclude: [...unit, ...services, ...firefox],
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'firefox', include: firefox, testTimeout: 180_000, hookTimeout: 120_000, retry: 1 } },
    ],
  },
});
