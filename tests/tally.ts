// What Vitest leaves for the closing lines of `npm test`: counts, the slowest files, and which tests passed only when they were
// tried again (its own JSON report does not say so). The file is named by TALLY.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env['TALLY'];
    if (file === undefined) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const ended = (state: string) => tests.filter((test) => test.result().state === state);
    const files = modules.map((module) => ({
      file: relative(process.cwd(), module.moduleId),
      seconds: Math.round(module.diagnostic().duration / 100) / 10,
    }));
    const tally = {
      passed: ended('passed').length,
      // A file that could not even be collected has no test to blame.
      failed: ended('failed').length + modules.filter((module) => module.errors().length > 0).length,
      late: ended('passed')
        .filter((test) => test.diagnostic()?.flaky)
        .map((test) => `${relative(process.cwd(), test.module.moduleId)}: ${test.fullName}`),
      files: files.sort((a, b) => b.seconds - a.seconds),
    };
    writeFileSync(file, `${JSON.stringify(tally, null, 1)}\n`);
  }
}
