// One row of the coverage table: an item of a list, in our own words, and what stands for it.

/** A test: its file, from demos/reference-api, and a piece of its title. */
export type Shown = readonly [file: string, title: string];

/** A document: its file, from demos/reference-api, and a heading of it. */
export type Written = readonly [file: string, heading: string];

export interface Row {
  /** As the list has it: "API1", "A01", "V1.2.4". */
  readonly id: string;
  /** What it asks, in our own words. */
  readonly about: string;
  /** Tests that show it. */
  readonly tests?: readonly Shown[];
  /** Where it is written down: for items that ask for a document and nothing else. */
  readonly documents?: readonly Written[];
  /** What is not met, or met and not shown by a test, and why. Beside tests: the part that they do not show. */
  readonly deviation?: string;
  /** Why it does not concern this service. */
  readonly notApplicable?: string;
}

export interface Chapter {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Shown by tests. */
export const shown = (id: string, about: string, ...tests: readonly Shown[]): Row => ({ id, about, tests });

/** Shown by tests but for what `deviation` says. */
export const partly = (id: string, about: string, deviation: string, ...tests: readonly Shown[]): Row => ({
  id,
  about,
  deviation,
  tests,
});

/** An item that asks for a document. */
export const documented = (id: string, about: string, ...documents: readonly Written[]): Row => ({
  id,
  about,
  documents,
});

/** Not met, or not shown. */
export const deviates = (id: string, about: string, deviation: string): Row => ({ id, about, deviation });

/** Several items that one reason takes out. */
export const outside = (notApplicable: string, items: Readonly<Record<string, string>>): Row[] =>
  Object.entries(items).map(([id, about]) => ({ id, about, notApplicable }));
