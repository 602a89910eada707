// The drift gate: the model of the diagrams against the templates and the workflows, in both directions. Pure: everything comes
// in as objects. Each complaint names both places, because either may be the one that is wrong.
import type { Workflow } from '../workflows/read.ts';
import { arrows } from './arrows.ts';
import { boxes } from './boxes.ts';
import type { Model } from './model.ts';
import { selection } from './select.ts';
import { shared } from './shared.ts';
import { steps } from './steps.ts';
import { type Found, placeOf, resourcesOf, type Templates } from './template.ts';

export interface Complaint {
  readonly says: string;
  /** File of the model, and the key in it. */
  readonly model: string;
  /** Stack, id and construct path, or a workflow's file. */
  readonly other: string;
}

/** One thing that held, by the name under which claims ask for it. */
export interface Check {
  readonly id: string;
  readonly says: string;
  readonly place: string;
}

/** What was compared, for the page that shows the picture. */
export interface Receipt {
  readonly resources: number;
  /** Resources that stand behind a box, and others that carry an arrow. */
  readonly boxes: number;
  readonly arrows: number;
  readonly hidden: readonly { readonly type: string; readonly why: string; readonly count: number }[];
  /** Boxes with resources of their own, and those that are part of another. */
  readonly parts: number;
  readonly within: number;
  readonly properties: readonly Check[];
  readonly edges: readonly Check[];
  /** Arrows of the pictures with fewer boxes, each a way through the topology. */
  readonly shorter: number;
  readonly steps: readonly Check[];
}

const deployedFile = 'src/architecture/deployed';

export function gate(
  model: Model,
  templates: Templates,
  workflows: readonly Workflow[],
): { complaints: Complaint[]; receipt: Receipt } {
  const resources = resourcesOf(templates);
  const select = selection(resources, model.resources);
  const stacks = Object.keys(templates).join(', ');
  const checked = [
    boxes(model, select, stacks),
    arrows(model, select, workflows, stacks),
    steps(model, workflows),
    shared(model, select, workflows),
  ] as const;
  const [box, arrow, step, both] = checked;
  const drawn = new Set([...box.drawn, ...arrow.drawn]);
  const rest = resources.filter((one) => !drawn.has(one));
  const { complaints, groups } = hidden(model, rest, select);
  return {
    complaints: [...checked.flatMap((one) => one.complaints), ...complaints],
    receipt: {
      resources: resources.length,
      boxes: box.drawn.size,
      arrows: [...arrow.drawn].filter((one) => !box.drawn.has(one)).length,
      hidden: groups,
      parts: box.parts,
      within: Object.keys(model.parts).length - box.parts,
      properties: box.checks,
      edges: arrow.checks,
      shorter: arrow.shorter,
      steps: [...step.checks, ...both.checks],
    },
  };
}

/** Whatever no box and no arrow stands for has to be on the list, with a reason; and the list has to be true. */
function hidden(model: Model, rest: readonly Found[], { find }: ReturnType<typeof selection>) {
  const place = `${deployedFile}/hidden.ts`;
  const left = new Set(rest);
  const complaints: Complaint[] = [];
  const groups = model.hidden.map(({ why, ...selector }) => {
    const found = find(selector).filter((one) => left.has(one));
    for (const one of found) left.delete(one);
    const name = `${selector.type}${selector.path ? ` (${selector.path})` : ''}`;
    if (found.length === 0)
      complaints.push({
        says: `the list of what no picture shows has ${name}, and there is none that is not drawn`,
        model: `${place}: ${name}`,
        other: 'no resource',
      });
    return { type: selector.type, why, count: found.length };
  });
  for (const one of left)
    complaints.push({
      says: `${one.type} is deployed, and no picture shows it`,
      model: `${place}: neither drawn nor listed with a reason`,
      other: placeOf(one),
    });
  return { complaints, groups };
}

export const inWords = ({ says, model, other }: Complaint): string =>
  `${says}\n    model: ${model}\n    there: ${other}`;
