// Judges, when all browser tests are over, what browsers reported of the content security policy: from pages, frames, workers and
// service workers alike. The preview server writes each report down as it comes and has ended by now, so nothing is still on its
// way. A report that its test did not announce fails the run; one that was announced is waited for by the test itself (watched.ts),
// else a server that hears nothing would look like a site that violates nothing.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FullResult, Reporter, TestCase } from '@playwright/test/reporter';
import type { Told } from '../infra/local/serve.ts';

interface Violation {
  /** The test whose browser it was. */
  readonly testId: string;
  readonly directive: string;
  readonly blocked: string;
  /** Page or script, and the line if the browser knows one. */
  readonly where: string;
}

/** What a test provokes on purpose: a directive and what is refused, or the directive alone where that is an address by chance. */
export const provokes = (...violations: readonly string[]) =>
  violations.map((description) => ({ type: 'provokes', description }));

export const provoked = (annotations: readonly { type: string; description?: string }[]): string[] =>
  annotations.flatMap(({ type, description = '' }) => (type === 'provokes' ? [description] : []));

export const fits = ({ directive, blocked }: Violation, announced: string): boolean =>
  announced === directive || announced === `${directive} ${blocked}`;

/** The name that a test's browser gives itself, so that what it reports is known to be this test's. */
export const named = (agent: string, testId: string): string => `${agent} test/${testId}`;

function violationOf({ agent, report }: Told): Violation {
  const told = JSON.parse(report)['csp-report'];
  return {
    testId: / test\/(\S+)$/.exec(agent)?.[1] ?? agent,
    directive: told['effective-directive'],
    blocked: told['blocked-uri'],
    where: `${told['document-uri']} (${told['source-file'] ?? 'no file'}:${told['line-number'] ?? 0})`,
  };
}

export const reportsFile = (port: string | number): string =>
  fileURLToPath(new URL(`../.cache/tests/violations-${port}.jsonl`, import.meta.url));

/** So far. Every line is whole: the server appends one in one write. */
export const reported = (file: string): Violation[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => violationOf(JSON.parse(line)))
    : [];

export interface Ran {
  readonly title: string;
  readonly provoked: readonly string[];
}

/** @returns a line for each that no test announced */
export function unannounced(violations: readonly Violation[], ran: ReadonlyMap<string, Ran>): string[] {
  return violations.flatMap((violation) => {
    const { testId, directive, blocked, where } = violation;
    const test = ran.get(testId);
    if (test?.provoked.some((one) => fits(violation, one))) return [];
    return [`${directive} refused ${blocked} on ${where}, in ${test?.title ?? `no known test: ${testId}`}`];
  });
}

export default class Violations implements Reporter {
  private readonly ran = new Map<string, Ran>();
  private readonly file: string;

  constructor({ file }: { readonly file: string }) {
    this.file = file;
  }

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(test: TestCase): void {
    const title = test.titlePath().filter(Boolean).join(' › ');
    this.ran.set(test.id, { title, provoked: provoked(test.annotations) });
  }

  async onEnd(): Promise<{ status: FullResult['status'] } | undefined> {
    const wrong = unannounced(reported(this.file), this.ran);
    if (wrong.length === 0) return;
    console.log(`\n✗ Violations of the content security policy:\n  ${[...new Set(wrong)].join('\n  ')}`);
    return { status: 'failed' };
  }
}
