// `npm test`: the stages in order, stopping at the first that fails. The closing lines say how long each took, which tests
// needed a second try, and the sum of all runners.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './chromium.ts';
import { type Command, succeeds, succeedTogether } from './command.ts';
import { ensureFirefox } from './firefox.ts';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Names of those that passed at the second try only. */
  readonly late: readonly string[];
}

interface Stage {
  readonly name: string;
  readonly commands: readonly Command[];
  /** They do not need each other. */
  readonly together?: true;
  readonly before?: () => Promise<unknown>;
  /** Reads what its runner left; a stage without one counts as nothing passed. */
  readonly tally?: () => Tally;
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly file: string;
    readonly title: string;
    readonly tests: readonly { readonly status: string; readonly projectName: string }[];
  }[];
}

const reports = '.cache/tests';
const report = (stage: string): string => `${reports}/${stage}.json`;
const read = (stage: string) => JSON.parse(readFileSync(report(stage), 'utf8'));

const vitest = (project: string): Stage => ({
  name: project,
  commands: [
    {
      name: `Vitest: ${project}`,
      argv: [
        'vitest',
        'run',
        '--config=tests/vitest.config.ts',
        `--project=${project}`,
        '--reporter=default',
        '--reporter=./tests/tally.ts',
      ],
      env: { TALLY: report(project) },
    },
  ],
  tally: () => read(project),
});

const browser: Stage = {
  name: 'browser',
  before: ensureChromium,
  commands: [
    { name: 'Playwright: browser', argv: ['playwright', 'test', '--config=tests/playwright.config.ts'] },
  ],
  tally() {
    const { stats, suites } = read('browser');
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      late: suites.flatMap((suite: Suite) => lateIn(suite)),
    };
  },
};

const lateIn = ({ suites = [], specs = [] }: Suite): string[] => [
  ...specs.flatMap(({ file, title, tests }) =>
    tests.flatMap(({ status, projectName }) =>
      status === 'flaky' ? [`tests/browser/${file}: ${title} (${projectName})`] : [],
    ),
  ),
  ...suites.flatMap(lateIn),
];

/** A runner that died before it wrote its report counts as one failure. */
function tallyOf(stage: Stage, good: boolean): Tally {
  const none: Tally = { passed: 0, failed: good ? 0 : 1, late: [] };
  try {
    const tally = stage.tally?.() ?? none;
    return good ? tally : { ...tally, failed: Math.max(1, tally.failed) };
  } catch {
    return { ...none, failed: 1 };
  }
}

async function succeeded({ before, commands, together }: Stage): Promise<boolean> {
  try {
    await before?.();
    if (together) return await succeedTogether(commands);
    for (const command of commands) if (!(await succeeds(command))) return false;
    return true;
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

export async function testStages(parts: {
  check: readonly Command[];
  build: readonly Command[];
}): Promise<boolean> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const found = ensureFirefox();
  const left = 'missing' in found ? `Not tried in Firefox: ${found.missing}.` : undefined;
  const stages: readonly Stage[] = [
    { name: 'check', commands: parts.check, together: true },
    vitest('unit'),
    vitest('services'),
    { name: 'build', commands: parts.build },
    vitest('built'),
    browser,
    ...(left === undefined ? [vitest('firefox')] : []),
  ];
  const done: (Tally & { readonly name: string; readonly seconds: number })[] = [];
  let good = true;
  for (const stage of stages) {
    const since = performance.now();
    good = await succeeded(stage);
    const tally = tallyOf(stage, good);
    done.push({ name: stage.name, seconds: (performance.now() - since) / 1000, ...tally });
    good &&= tally.failed === 0;
    if (!good) break;
  }

  const order = stages.map(({ name }) => name).join(' → ');
  console.log(
    good ? `\n✓ All stages: ${order}.` : `\n✗ Stopped at the stage “${done.at(-1)?.name}” (${order}).`,
  );
  const sum = (of: 'seconds' | 'passed' | 'failed') => done.reduce((total, stage) => total + stage[of], 0);
  const line = (name: string, seconds: number, passed: number) =>
    console.log(
      `  ${name.padEnd(9)}${seconds.toFixed(1).padStart(8)} s${passed > 0 ? `${passed}`.padStart(7) : ''}`,
    );
  console.log('\n  stage         took passed');
  for (const { name, seconds, passed } of done) line(name, seconds, passed);
  line('together', sum('seconds'), sum('passed'));
  if (left !== undefined) console.log(`▸ ${left}`);
  const late = done.flatMap((stage) => stage.late);
  if (late.length > 0) console.log(`▸ Passed at the second try only: ${late.length}\n  ${late.join('\n  ')}`);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return good;
}
