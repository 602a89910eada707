// The names of the pipeline's steps: what the picture says is what the workflow says, to the letter.
import type { PartId } from '../../src/architecture/model.ts';
import type { Workflow } from '../workflows/read.ts';
import type { Check, Complaint } from './gate.ts';
import type { Model } from './model.ts';

export function steps(model: Model, workflows: readonly Workflow[]) {
  const complaints: Complaint[] = [];
  const checks: Check[] = [];
  for (const [id, { file, is }] of Object.entries(model.steps)) {
    const part = id as PartId;
    const name = model.stepNames[part] ?? '';
    const there = namesIn(workflows, file)[is];
    checks.push({ id: `${part}: step`, says: `${is} “${name}”`, place: file });
    if (there.includes(name)) continue;
    complaints.push({
      says: `the picture has the step “${name}”, and no ${is} is called so; there are ${there.map((one) => `“${one}”`).join(', ')}`,
      model: `${model.fileOf(part)}: ${part}; src/architecture/deployed: steps.${part}`,
      other: file,
    });
  }
  return { complaints, checks };
}

function namesIn(workflows: readonly Workflow[], file: string) {
  const found = workflows.find((one) => one.file === file);
  const jobs = Object.values(found?.jobs ?? {});
  const given = (name: string | undefined) => (name === undefined ? [] : [name]);
  return {
    workflow: given(found?.name),
    job: jobs.flatMap(({ name }) => given(name)),
    step: jobs.flatMap((job) => job.steps.flatMap(({ name }) => given(name))),
  };
}
