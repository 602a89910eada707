// The pipeline as a figure shows it: the jobs that a merged change starts, in the order in which they can run, with their steps.
// Names are the workflows' own.
import { calledBy, type Job, type Workflow } from './read.ts';

/** The workflow that a merged change starts. */
export const entry = '.github/workflows/deliver.yml';

export interface PipelineJob {
  readonly name: string;
  /** Names of the jobs that have to end well before. */
  readonly after: readonly string[];
  readonly file: string;
  readonly line: number;
  /** One run for each. */
  readonly each: readonly string[];
  /** Asks AWS for rights, for this run only. */
  readonly rights: boolean;
  readonly steps: readonly { readonly name: string; readonly line: number }[];
}
export interface Pipeline {
  readonly name: string;
  readonly file: string;
  readonly jobs: readonly PipelineJob[];
}

const list = (given: string | readonly string[] = []) => (typeof given === 'string' ? [given] : given);

export function pipeline(workflows: readonly Workflow[], file: string): Pipeline {
  const start = workflows.find((one) => one.file === file);
  if (start === undefined) throw new Error(`There is no workflow ${file}.`);
  const nameOf = (id: string) => start.jobs[id]?.name ?? id;
  const jobs = ordered(start.jobs).flatMap(([id, job]) => {
    const after = list(job.needs).map(nameOf);
    const called = workflows.find((one) => one.file === calledBy(job));
    if (called === undefined) return [figure(start, id, job, job.name ?? id, after)];
    const inner = Object.entries(called.jobs);
    return inner.map(([innerId, one]) => {
      const name = inner.length === 1 ? nameOf(id) : `${nameOf(id)}: ${one.name ?? innerId}`;
      return figure(called, innerId, one, name, after);
    });
  });
  return { name: start.name ?? file, file, jobs };
}

function figure(
  workflow: Workflow,
  id: string,
  job: Job,
  name: string,
  after: readonly string[],
): PipelineJob {
  return {
    name,
    after,
    file: workflow.file,
    line: workflow.lineOf(['jobs', id]),
    each: Object.values(job.strategy?.matrix ?? {}).flat(),
    rights: typeof job.permissions === 'object' && job.permissions['id-token'] === 'write',
    steps: job.steps.map((step, index) => ({
      name: step.name ?? step.run ?? '',
      line: workflow.lineOf(['jobs', id, 'steps', index]),
    })),
  };
}

/** A job after all that it needs. */
function ordered(jobs: Readonly<Record<string, Job>>): [string, Job][] {
  const done = new Map<string, Job>();
  const add = (id: string) => {
    const job = jobs[id];
    if (job === undefined || done.has(id)) return;
    for (const needed of list(job.needs)) add(needed);
    done.set(id, job);
  };
  for (const id of Object.keys(jobs)) add(id);
  return [...done];
}
