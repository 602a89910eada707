// Fields as they are typed, and back: the contract's own schema says what is wrong, field by field.
import '../runtime/tab/jitless.ts';
import { fields } from '#api/intake/contract.ts';
import { type FieldName, fieldNames } from '#api/intake/model/message.ts';
import type { Read, Typed } from './typed.ts';

const hints: Readonly<Record<FieldName, string>> = {
  intent: 'Choose one.',
  urgency: 'Choose one.',
  orderNumber: 'An order number is LB- and five digits, like LB-48213. Leave it empty when there is none.',
  amountCents: 'A sum is a number like 124.50, in euros. Leave it empty when there is none.',
  date: 'Not a day between 1990 and 2099. Leave it empty when there is none.',
};

/** "1,240.00", "1240" and "1240,5" are sums; null for an empty text, NaN for anything else. */
function cents(typed: string): number | null {
  const text = typed.trim().replace(/^€\s*/, '');
  if (text === '') return null;
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,8})(?:[.,](\d{1,2}))?$/.exec(text);
  if (!match) return Number.NaN;
  return Number(match[1]?.replaceAll(',', '')) * 100 + Number((match[2] ?? '0').padEnd(2, '0'));
}

const orNull = (typed: string): string | null => typed.trim() || null;

export function readTyped(typed: Typed): Read {
  const parsed = fields.safeParse({
    intent: typed.intent,
    urgency: typed.urgency,
    orderNumber: orNull(typed.orderNumber)?.toUpperCase() ?? null,
    amountCents: cents(typed.amountCents),
    date: orNull(typed.date),
  });
  if (parsed.success) return { kind: 'fields', fields: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  return {
    kind: 'faults',
    faults: Object.fromEntries(
      fieldNames.filter((name) => wrong.has(name)).map((name) => [name, hints[name]]),
    ),
  };
}
