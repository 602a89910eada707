// What a layout hands to the SVG: boxes, lines and texts with their places, in pixels at full size.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Lines of text with the same left edge or middle; `y` is the first baseline. */
export interface Label extends Box {
  readonly lines: readonly string[];
}

export interface DrawnNode extends Box {
  readonly id: string;
  readonly name: readonly string[];
  readonly detail: readonly string[];
  /** "L3" at the edge of a layer. */
  readonly number?: string;
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  /** From the border of `from` to the border of `to`, in the direction of the arrow. */
  readonly points: readonly Point[];
  readonly dashed: boolean;
  readonly label: Label | null;
  /** Which message of a sequence this is, counted from 1: there the same pair speaks more than once. */
  readonly message?: number;
}

export interface DrawnGroup extends Box {
  readonly id: string;
  readonly label: string;
  /** Where the label stands: on the border, where no line passes. */
  readonly name: Box;
}

export interface DrawnHeading extends Label {
  /** Rules to the left and the right of the words. */
  readonly rules: readonly (readonly [Point, Point])[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly DrawnGroup[];
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** Sequences only. */
  readonly lifelines: readonly { readonly id: string; readonly from: Point; readonly to: Point }[];
  readonly headings: readonly DrawnHeading[];
}

/** A part as one view shows it: its alias applied. */
export interface Shown {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}
