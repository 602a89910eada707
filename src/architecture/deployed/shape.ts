// The vocabulary in which the model says what has to be deployed: which resource of a template is which part, what its
// properties are, and what carries each arrow. Data only; infra/gate/ holds it against the templates.

import type { PartId } from '../parts.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A property of a resource, found by a dotted path below its Properties ('' is the value itself). */
export type Expect = { readonly at: string } & (
  | { readonly is: Json }
  | { readonly least: number }
  /** A list has this element, or a text this piece. */
  | { readonly has: string | number }
  /** Refers to that resource, however deep. */
  | { readonly to: string }
  /** One element of the list, or every one of at least one, or none. */
  | { readonly some: readonly Expect[] }
  | { readonly every: readonly Expect[] }
  | { readonly none: readonly Expect[] }
  | { readonly length: number }
  | { readonly absent: true }
);

/** Finds resources of a template by type, and by whatever tells this one from the others. */
export interface Selector {
  readonly type: string;
  /** Piece of the construct path, between slashes: "data/database". */
  readonly path?: string;
  readonly where?: readonly Expect[];
  /** The ones that resource `by` refers to at `at`. */
  readonly used?: { readonly by: string; readonly at: string };
  /** How many there are; one, where nothing is said. */
  readonly count?: number | 'some';
}

/** One property that the model promises; `says` is what a reader is told, in our words. */
export type Property = Expect & {
  readonly of: string;
  readonly says: string;
  /** Words of the part's label in a diagram that stand on this property: without them, one of the two is wrong. */
  readonly label?: string;
};

export interface Deployed {
  /** Keys of `resources`: what stands in the template for this box. */
  readonly drawn: readonly string[];
  /** The part at which arrows to this one arrive: a firewall is a setting of the box that it guards. */
  readonly joins?: PartId;
  readonly properties: readonly Property[];
}

/** A part that has no resource of its own, and where it is then. */
export interface Within {
  readonly within: PartId | 'elsewhere';
  readonly why: string;
}

/** Resources that together let an arrow's traffic pass; each has to be there. */
export interface Carrier {
  readonly by: readonly Selector[];
}

/** An arrow of the pipeline: the second step cannot begin before the first has ended well. */
export interface Order {
  readonly order: 'needs';
}

/** All that the model says about what is deployed. */
export interface Deployment {
  readonly resources: Readonly<Record<string, Selector>>;
  readonly parts: Readonly<Record<PartId, Deployed | Within>>;
  /** By "from>to" of a relation in one of the two views that show what is deployed. */
  readonly carriers: Readonly<Record<string, Carrier | Order>>;
  readonly hidden: readonly Hidden[];
  readonly steps: Readonly<Partial<Record<PartId, StepPlace>>>;
  readonly shared: readonly Shared[];
}

/** Where a step of the pipeline stands. The name that it has there is the name on the diagram, to the letter. */
export interface StepPlace {
  readonly file: string;
  readonly is: 'workflow' | 'job' | 'step';
}

/** A value that a workflow and the template both have. */
export interface Shared {
  readonly of: string;
  readonly at: string;
  readonly file: string;
  readonly job: string;
  /** Names on the way to the value; a step is found by its name. */
  readonly path: readonly string[];
  /** What the workflow calls a value of the template. */
  readonly as?: Readonly<Record<string, string>>;
}

/** Resources that no diagram shows, by type, and why not. */
export interface Hidden {
  readonly type: string;
  readonly why: string;
  /** Piece of the construct path, where the type alone says too much. */
  readonly path?: string;
  readonly where?: readonly Expect[];
}
