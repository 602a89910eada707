// Whether one step of the pipeline can only begin when another has ended well, followed through jobs and called workflows.
import type { PartId } from '../../src/architecture/model.ts';
import { entry } from '../workflows/pipeline.ts';
import { calledBy, type Job, type Workflow } from '../workflows/read.ts';
import type { Model } from './model.ts';

interface At {
  readonly file: string;
  readonly job: string;
  readonly step: number;
}

const needs = ({ needs: given = [] }: Job): readonly string[] =>
  typeof given === 'string' ? [given] : given;

function waitsFor({ jobs }: Workflow, job: string, other: string): boolean {
  return needs(jobs[job] as Job).some((one) => one === other || waitsFor({ jobs } as Workflow, one, other));
}

/** The jobs that lead to a step with that name, from the entry on; undefined when it is nowhere below. */
function chain(
  workflows: readonly Workflow[],
  file: string,
  to: { file: string; name: string },
): At[] | undefined {
  const workflow = workflows.find((one) => one.file === file);
  for (const [job, given] of Object.entries(workflow?.jobs ?? {})) {
    const step = given.steps.findIndex(({ name }) => name === to.name);
    if (file === to.file && (given.name === to.name || step >= 0)) return [{ file, job, step }];
    const called = calledBy(given);
    const rest = called === undefined ? undefined : chain(workflows, called, to);
    if (rest) return [{ file, job, step: -1 }, ...rest];
  }
  return undefined;
}

/** Runs whatever happened before. */
const anyway = /always\(\)|failure\(\)|cancelled\(\)/;

/** @returns undefined when the order holds */
export function comesBefore(
  model: Model,
  workflows: readonly Workflow[],
  first: PartId,
  then: PartId,
): { says: string; file: string } | undefined {
  const place = (part: PartId) => ({
    file: model.steps[part]?.file ?? '',
    name: model.stepNames[part] ?? '',
  });
  const after = chain(workflows, entry, place(then));
  const fault = (says: string, file = place(then).file) => ({ says, file });
  if (after === undefined) return fault(`no job below ${entry} has a step “${place(then).name}”`);
  for (const { file, job, step } of after) {
    const given = workflows.find((one) => one.file === file)?.jobs[job];
    const condition = `${given?.if ?? ''} ${given?.steps[step]?.if ?? ''}`;
    if (anyway.test(condition))
      return fault(`“${place(then).name}” runs whatever happened before: if ${condition.trim()}`);
  }
  const root = workflows.find(({ file }) => file === entry) as Workflow;
  const start = after[0] as At;
  if (model.steps[first]?.is === 'workflow') {
    const tests = Object.keys(root.jobs).filter((job) => runsTests(workflows, root.jobs[job] as Job));
    const waits = tests.some((job) => waitsFor(root, start.job, job));
    return waits ? undefined : fault(`the job ${start.job} does not wait for npm test`, entry);
  }
  const before = chain(workflows, entry, place(first));
  if (before === undefined)
    return fault(`no job below ${entry} has a step “${place(first).name}”`, place(first).file);
  for (const [index, one] of before.entries()) {
    const other = after[index];
    if (other === undefined || other.file !== one.file) break;
    if (other.job !== one.job) {
      const workflow = workflows.find(({ file }) => file === one.file) as Workflow;
      return waitsFor(workflow, other.job, one.job)
        ? undefined
        : fault(`the job ${other.job} does not wait for ${one.job}`, one.file);
    }
    if (one.step >= 0 && other.step >= 0 && one.step < other.step) return undefined;
  }
  return fault(`“${place(then).name}” does not come after “${place(first).name}”`);
}

function runsTests(workflows: readonly Workflow[], job: Job): boolean {
  const called = workflows.find(({ file }) => file === calledBy(job));
  return [job, ...Object.values(called?.jobs ?? {})].some(({ steps }) =>
    steps.some(({ run, if: condition }) => run === 'npm test' && condition === undefined),
  );
}
