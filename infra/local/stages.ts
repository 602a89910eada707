// `npm test`: the stages in order, stopping at the first that fails, and one closing line with the sum of all runners.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './chromium.ts';
import { type Command, succeeds } from './command.ts';
import { ensureFirefox } from './firefox.ts';

interface Count {
  passed: number;
  failed: number;
  /** Of those that passed: at the second try. */
  late: number;
}

const reports = '.cache/tests';

const vitest = (project: string): Command => ({
  name: `Vitest: ${project}`,
  argv: [
    'vitest',
    'run',
    '--config=tests/vitest.config.ts',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reports}/${project}.json`,
  ],
});

const browser: Command = {
  name: 'Playwright: browser',
  argv: ['playwright', 'test', '--config=tests/playwright.config.ts'],
};

/** Vitest and Playwright each leave a JSON report; a runner that died before writing it counts as one failure. */
function countIn(stage: string): Count {
  try {
    const report = JSON.parse(readFileSync(`${reports}/${stage}.json`, 'utf8'));
    if (report.stats) {
      const { expected, unexpected, flaky } = report.stats;
      return { passed: expected + flaky, failed: unexpected, late: flaky };
    }
    return { passed: report.numPassedTests, failed: report.numFailedTests, late: 0 };
  } catch {
    return { passed: 0, failed: 1, late: 0 };
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
  const stages: readonly {
    name: string;
    commands: readonly Command[];
    before?: () => Promise<unknown>;
  }[] = [
    { name: 'check', commands: parts.check },
    { name: 'unit', commands: [vitest('unit')] },
    { name: 'services', commands: [vitest('services')] },
    { name: 'build', commands: parts.build },
    { name: 'built', commands: [vitest('built')] },
    { name: 'browser', commands: [browser], before: ensureChromium },
    ...(left === undefined ? [{ name: 'firefox', commands: [vitest('firefox')] }] : []),
  ];
  const counted = new Set(['unit', 'services', 'built', 'browser', 'firefox']);
  const total: Count = { passed: 0, failed: 0, late: 0 };
  let broken: string | undefined;
  for (const stage of stages) {
    let good = true;
    try {
      await stage.before?.();
      for (const command of stage.commands) good = good && (await succeeds(command));
    } catch (error) {
      console.error(`✗ ${error instanceof Error ? error.message : error}`);
      good = false;
    }
    const count = counted.has(stage.name)
      ? countIn(stage.name)
      : { passed: 0, failed: good ? 0 : 1, late: 0 };
    total.passed += count.passed;
    total.late += count.late;
    total.failed += good ? count.failed : Math.max(1, count.failed);
    if (!good) {
      broken = stage.name;
      break;
    }
  }
  const order = stages.map(({ name }) => name).join(' → ');
  console.log(broken ? `\n✗ Stopped at the stage "${broken}" (${order}).` : `\n✓ All stages: ${order}.`);
  if (left !== undefined) console.log(`▸ ${left}`);
  if (total.late > 0) console.log(`▸ ${total.late} browser tests passed at the second try only.`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return broken === undefined;
}
