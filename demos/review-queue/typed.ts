// Fields as a reviewer types them. Without the schema, which comes with the engine (form.ts).
import type { Fields } from '#api/intake/contract.ts';
import { type FieldName, fieldNames } from '#api/intake/model/message.ts';

export type { Fields } from '#api/intake/contract.ts';
export type Typed = Readonly<Record<FieldName, string>>;

export type Read =
  | { readonly kind: 'fields'; readonly fields: Fields }
  /** What is wrong with each, and what it may be. */
  | { readonly kind: 'faults'; readonly faults: Readonly<Partial<Record<FieldName, string>>> };

export const nothingTyped: Typed = { intent: '', urgency: '', orderNumber: '', amountCents: '', date: '' };

export const typedOf = (of: Fields | null): Typed =>
  of === null
    ? nothingTyped
    : {
        intent: of.intent,
        urgency: of.urgency,
        orderNumber: of.orderNumber ?? '',
        amountCents: of.amountCents === null ? '' : (of.amountCents / 100).toFixed(2),
        date: of.date ?? '',
      };

export const differences = (a: Fields | null, b: Fields | null): FieldName[] =>
  fieldNames.filter((name) => a?.[name] !== b?.[name]);
