// What the gate compares: the diagrams' words and arrows, and what the model says is deployed. Given as one object, so that a
// test can plant a drift in it.
import type { Deployment } from '../../src/architecture/deployed/shape.ts';
import { labelIn, type PartId, parts, type ViewId, viewIds, views } from '../../src/architecture/model.ts';
import type { Relation } from '../../src/architecture/shape.ts';

export interface Model extends Deployment {
  /** Name and second line of a part, in every diagram that shows it. */
  readonly labels: Readonly<Record<string, readonly { readonly view: ViewId; readonly text: string }[]>>;
  /** Name of each step in the picture of the pipeline. */
  readonly stepNames: Readonly<Record<string, string>>;
  readonly arrows: readonly (Relation<PartId> & { readonly view: ViewId })[];
  /** Construct that a part is drawn for, below its stack. */
  readonly constructs: Readonly<Record<string, string | null>>;
  /** File of the model in which a part is written. */
  readonly fileOf: (part: PartId) => string;
}

/** The two views that show what is deployed; the others show the same in fewer boxes. */
export const shown: readonly ViewId[] = ['aws-topology', 'delivery-pipeline'];

export function modelOf(deployment: Deployment): Model {
  const all = Object.keys(parts) as PartId[];
  return {
    ...deployment,
    labels: Object.fromEntries(
      all.map((part) => [
        part,
        viewIds
          .filter((view) => views[view].parts.includes(part))
          .map((view) => {
            const { name, detail } = labelIn(view, part);
            return { view, text: `${name} · ${detail}` };
          }),
      ]),
    ),
    stepNames: Object.fromEntries(all.map((part) => [part, labelIn('delivery-pipeline', part).name])),
    arrows: viewIds.flatMap((id) => {
      const view = views[id];
      return view.layout === 'sequence' ? [] : view.relations.map((relation) => ({ ...relation, view: id }));
    }),
    constructs: Object.fromEntries(all.map((part) => [part, parts[part].infra])),
    fileOf: (part) => `src/architecture/parts/${parts[part].section}.ts`,
  };
}
