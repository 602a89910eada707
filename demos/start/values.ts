// What is in the form, as texts, and how it becomes a lead: by the contract of the service, with each fault at its field.
// This page lets no text become code, which Zod would otherwise try for.
import '../runtime/tab/jitless.ts';
import { type Lead, lead } from '#api/leads/contract.ts';
import type { FieldName } from './demo.ts';

export interface Values {
  readonly building: string;
  readonly stage: string;
  readonly matters: string;
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly budget: string;
  readonly time: string;
  readonly nda: boolean;
  readonly topic: string;
  readonly from: string;
  readonly claim: string;
  readonly looked: readonly string[];
}

export const empty: Values = {
  building: '',
  stage: '',
  matters: '',
  name: '',
  email: '',
  company: '',
  budget: 'unknown',
  time: 'open',
  nda: false,
  topic: '',
  from: '',
  claim: '',
  looked: [],
};

export interface Fault {
  readonly field: FieldName;
  readonly text: string;
}

export type Checked =
  | { readonly kind: 'good'; readonly lead: Lead }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

export function check(values: Values): Checked {
  const { topic, from, claim, ...rest } = values;
  const given = { ...rest, ...(topic && { topic }), ...(from && { from }), ...(claim && { claim }) };
  const parsed = lead.safeParse(given);
  if (parsed.success) return { kind: 'good', lead: parsed.data };
  const seen = new Set<string>();
  const faults = parsed.error.issues.flatMap(({ path, message }) => {
    const field = String(path[0]) as FieldName;
    if (seen.has(field)) return [];
    seen.add(field);
    return [{ field, text: message }];
  });
  return { kind: 'faults', faults };
}

/** Has the person written anything? What a link brought does not count. */
export const isWritten = ({ building, matters, name, email, company }: Values): boolean =>
  [building, matters, name, email, company].some((text) => text.trim() !== '');

export const same = (one: Values, other: Values): boolean =>
  Object.entries(one).every(([name, value]) => String(value) === String(other[name as keyof Values]));
