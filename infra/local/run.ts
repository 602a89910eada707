// What each npm script does, once Node 24 and the dependencies are there (bootstrap.mjs sees to that).
import { existsSync } from 'node:fs';
import { type Command, succeeds, succeedTogether } from './command.ts';
import { testStages } from './stages.ts';

const node = process.execPath;

export const check: readonly Command[] = [
  { name: 'Biome: format and lint', argv: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'Astro: types', argv: ['astro', 'check', '--minimumFailingSeverity', 'warning'] },
  // By itself: the types of Next change those of Node for everybody who sees them.
  { name: 'TypeScript: the web front end', argv: ['tsc', '--project', 'demos/reference-web'] },
  { name: 'knip: nothing unused', argv: ['knip'] },
];

/** What the pages read beside their own sources. */
const beforePages: readonly Command[] = [
  { name: 'Infrastructure: templates for the pages', argv: [node, 'infra/synth.ts', '--before-build'] },
  { name: 'Drift gate: the pictures against the template', argv: [node, 'infra/gate/command.ts'] },
];

const build: readonly Command[] = [
  ...beforePages,
  { name: 'Astro: pages', argv: ['astro', 'build'] },
  {
    name: 'Runtime: the API for the browser',
    argv: [node, '--disable-warning=ExperimentalWarning', 'demos/runtime/build/run.ts', 'dist/runtime'],
  },
  { name: 'Integrity and hashes', argv: [node, 'infra/local/finish-build.ts'] },
  { name: 'Infrastructure: templates', argv: [node, 'infra/synth.ts'] },
  { name: 'Drift gate: the headers against the template', argv: [node, 'infra/gate/command.ts', 'headers'] },
];

async function inOrder(commands: readonly Command[]): Promise<boolean> {
  for (const command of commands) if (!(await succeeds(command))) return false;
  return true;
}

const args = process.argv.slice(3);

const tasks: Readonly<Record<string, () => Promise<boolean>>> = {
  build: () => inOrder(build),
  check: () => succeedTogether(check),
  dev: async () =>
    (await inOrder(beforePages)) &&
    (await succeeds({ name: 'Astro: development server', argv: ['astro', 'dev', ...args] })),
  start: async () =>
    (await inOrder(build)) &&
    (await succeeds({
      name: 'Serving dist/ with production headers',
      argv: [node, 'infra/local/serve.ts', ...args],
    })),
  api: () => succeeds({ name: 'Reference API', argv: [node, 'demos/reference-api/main.ts', ...args] }),
  test: () => testStages({ check, build }),
  soak: () => {
    process.env['SOAK'] = '1';
    return testStages({ check, build });
  },
  deploy: async () =>
    // A dist that is named was built by somebody else.
    (args.some((arg) => /^--(built|dist)/.test(arg)) || (await inOrder(build))) &&
    (await succeeds({ name: 'Publishing the site', argv: [node, 'infra/publish/deploy.ts', ...args] })),
  rollback: () =>
    succeeds({ name: 'Going back to a release', argv: [node, 'infra/publish/rollback.ts', ...args] }),
  bench: async () => {
    if (!existsSync('tests/bench/run.ts')) {
      console.error('✗ There is no bench: tests/bench/run.ts is not written yet.');
      return false;
    }
    return succeeds({ name: 'Bench', argv: [node, 'tests/bench/run.ts', ...args] });
  },
};

const name = process.argv[2] ?? 'start';
const task = tasks[name];
if (!task) {
  console.error(`✗ Unknown task "${name}". There are: ${Object.keys(tasks).join(', ')}.`);
  process.exitCode = 1;
} else {
  process.exitCode = (await task()) ? 0 : 1;
}
