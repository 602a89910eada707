// Values that a workflow and the template both have: a name that is changed in one of the two would deploy to nothing.
import type { Shared } from '../../src/architecture/deployed/shape.ts';
import type { Job, Workflow } from '../workflows/read.ts';
import type { Check, Complaint } from './gate.ts';
import type { Model } from './model.ts';
import type { Selection } from './select.ts';
import { at, placeOf } from './template.ts';

export function shared(model: Model, { of }: Selection, workflows: readonly Workflow[]) {
  const complaints: Complaint[] = [];
  const checks: Check[] = [];
  for (const one of model.shared) {
    const job = workflows.find(({ file }) => file === one.file)?.jobs[one.job];
    const there = valuesOf(job, one);
    const found = of(one.of);
    const where = `${one.file}: ${one.job}, ${one.path.join('.')}`;
    checks.push({
      id: `${where} is ${one.at}`,
      says: `${one.at} of ${one.of}`,
      place: found.map(placeOf).join(', '),
    });
    if (found.length === 0)
      complaints.push({
        says: `${where} is of ${one.of}, which is not deployed`,
        model: `src/architecture/deployed.ts: shared, ${one.of}`,
        other: one.file,
      });
    for (const resource of found) {
      const is = String(at(resource.properties, one.at));
      const wanted = one.as?.[is] ?? is;
      if (there.includes(wanted)) continue;
      complaints.push({
        says: `${one.at} of ${one.of} is ${is}, and the workflow has ${there.join(', ') || 'nothing'}`,
        model: where,
        other: `${placeOf(resource)}, ${one.at}`,
      });
    }
  }
  return { complaints, checks };
}

/** The value in the workflow, once for each run of the matrix. */
function valuesOf(job: Job | undefined, { path }: Shared): string[] {
  const [first, name, ...rest] = path;
  const start: unknown =
    first === 'steps' ? job?.steps.find((step) => step.name === name) : at(job, [first, name].join('.'));
  const value = rest.reduce<unknown>((inner, key) => at(inner, key), start);
  const values = Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
  return values.flatMap((one) =>
    Object.entries(job?.strategy?.matrix ?? {}).reduce<string[]>(
      (texts, [key, all]) =>
        texts.flatMap((text) => all.map((each) => text.replaceAll(`$\{{ matrix.${key} }}`, each))),
      [one],
    ),
  );
}
