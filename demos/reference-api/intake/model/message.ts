// What a message is about, once somebody has read it. The five fields that the processor fills.
import type { Intent, Urgency } from './phrases.ts';

export interface Fields {
  readonly intent: Intent;
  readonly urgency: Urgency;
  /** "LB-48213"; null where none is named. */
  readonly orderNumber: string | null;
  /** Whole cents. */
  readonly amountCents: number | null;
  /** "2026-03-12" */
  readonly date: string | null;
}

export const fieldNames = ['intent', 'urgency', 'orderNumber', 'amountCents', 'date'] as const;
export type FieldName = (typeof fieldNames)[number];

/** Fields in which the two differ. */
export const differences = (a: Fields, b: Fields): FieldName[] =>
  fieldNames.filter((name) => a[name] !== b[name]);
