// How large a request may be before any of it is looked at. The body's limit is configuration; these are the service's shape.

/** Bounds of a JSON text. */
export interface JsonLimits {
  /** Objects and arrays inside each other. */
  readonly depth: number;
  /** Members over all objects together. */
  readonly members: number;
}

export const limits = {
  /** Characters of the whole URL. */
  address: 2_048,
  /** Header lines, and characters of their names and values together. */
  headers: 64,
  headerCharacters: 16_384,
  /** Query parameters. */
  parameters: 32,
  depth: 16,
  members: 1_000,
} as const satisfies JsonLimits & Record<string, number>;
