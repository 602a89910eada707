// The vocabulary of the architecture model. The parts, relations and views that use it stand beside this file.

export type SectionId = 'web-stack' | 'ai-layer' | 'security' | 'cloud' | 'delivery';

export type PartKind =
  | 'client'
  | 'edge'
  | 'service'
  | 'store'
  | 'model'
  | 'person'
  | 'record'
  | 'layer'
  | 'step';

// #region part
/** One system of the documents: one object, one id, in every diagram it appears in. */
export interface Part {
  /** Name and second line as the documents have them; a view may show another name for the same object. */
  readonly name: string;
  readonly detail: string;
  readonly kind: PartKind;
  readonly section: SectionId;
  /** One to three sentences each, for a reader who does not know us. */
  readonly does: string;
  readonly fails: string;
  readonly notices: string;
  /** Where its code is, or will be, from the repository's root. */
  readonly home: string;
  /** True when the code at `home` exists; what AWS does for the part is told by `infra`. */
  readonly written: boolean;
  /** Id of the demo that shows it (folder below demos/), or null while none does. */
  readonly demo: string | null;
  /** Construct in the template that it is drawn for: "cdn/distribution" below the stack; null for what has none of its own. */
  readonly infra: string | null;
}
// #endregion

export interface Relation<Id extends string = string> {
  readonly from: Id;
  readonly to: Id;
  /** A verb phrase: "forwards requests that pass", read as "<from> <label> <to>". */
  readonly label: string;
  /** Nobody waits for the answer: drawn dashed. */
  readonly async?: true;
  /** Runs against the direction of the drawing (an answer, a return). */
  readonly back?: true;
}

export interface Group<Id extends string = string> {
  readonly id: string;
  readonly label: string;
  readonly parts: readonly Id[];
}

/** One step of a walk through a view: the part it arrives at, the relation it travels, the sentence that tells it. */
export interface Step<Id extends string = string> {
  readonly at: Id;
  /** `${from}>${to}` of a relation in this view; absent for a step that stays where it is. */
  readonly along?: `${string}>${string}`;
  readonly text: string;
}

export interface Alias {
  readonly name?: string;
  readonly detail?: string;
}

interface ViewBase<Id extends string> {
  readonly title: string;
  /** The figure number that the plate shows: "Fig. 1.1". */
  readonly figure: string;
  /** The page that the view lives on ('' is the landing page). Deep links go there. */
  readonly page: SectionId | '';
  /** One or two sentences: what to see here. */
  readonly caption: string;
  readonly parts: readonly Id[];
  readonly alias?: Readonly<Partial<Record<Id, Alias>>>;
  readonly steps: readonly Step<Id>[];
}

/** Boxes and arrows, laid out top to bottom. */
export interface FlowView<Id extends string = string> extends ViewBase<Id> {
  readonly layout: 'flow';
  readonly groups: readonly Group<Id>[];
  readonly relations: readonly Relation<Id>[];
}

/** Layers on top of each other, each with its number at the edge. */
export interface StackView<Id extends string = string> extends ViewBase<Id> {
  readonly layout: 'stack';
  readonly relations: readonly Relation<Id>[];
}

export interface Message<Id extends string = string> {
  readonly from: Id;
  readonly to: Id;
  readonly label: string;
  /** An answer: drawn dashed. */
  readonly reply?: true;
  /** A heading across all lifelines, drawn before this message. */
  readonly heading?: string;
}

/** Participants and messages in time; step n tells message n. */
export interface SequenceView<Id extends string = string> extends ViewBase<Id> {
  readonly layout: 'sequence';
  readonly messages: readonly Message<Id>[];
}

export type View<Id extends string = string> = FlowView<Id> | StackView<Id> | SequenceView<Id>;
