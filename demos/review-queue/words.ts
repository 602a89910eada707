// Codes of the API as a reviewer reads them.
import type { FieldName } from '#api/intake/model/message.ts';

export const fieldTitles: Readonly<Record<FieldName, string>> = {
  intent: 'Wants',
  urgency: 'Urgency',
  orderNumber: 'Order',
  amountCents: 'Amount',
  date: 'Date',
};

const reasons: Readonly<Record<string, string>> = {
  low_confidence: 'low confidence',
  novel_vocabulary: 'unusual words',
  qa_sample: 'spot check',
  manual: 'asked for a person',
  no_confidence_signal: 'no score',
  schema_invalid: 'breaks the contract',
  no_answer: 'no answer',
  drift_hold: 'traffic has changed',
  cost_policy: 'policy',
};

/** "low_confidence:date" → "low confidence: date". What is not known here is shown as it stands, as text. */
export function reasonText(code: string): string {
  const [name = '', field] = code.split(':', 2);
  const title = field === undefined ? undefined : (fieldTitles[field as FieldName] ?? field).toLowerCase();
  if (name === 'missing_field') return `no ${title}`;
  return `${reasons[name] ?? name}${title === undefined ? '' : `: ${title}`}`;
}

/** "refund+low_confidence+novel_vocabulary" → "refund: low confidence, unusual words" */
export function patternText(pattern: string): string {
  const [intent = '', ...codes] = pattern.split('+');
  return `${intent}: ${codes.map(reasonText).join(', ')}`;
}

/** As a person writes it; null is an empty field. */
export function valueText(name: FieldName, value: string | number | null): string {
  if (value === null) return 'none';
  return name === 'amountCents' ? money(Number(value)) : String(value);
}

const money = (cents: number): string =>
  `€ ${(cents / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 })}`;

/** "4:07"; never below zero. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "due in 52 min", "due in 8 h", "3 min late" */
export function dueText(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  const span = minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return milliseconds < 0 ? `${span} late` : `due in ${span}`;
}

const actions: Readonly<Record<string, string>> = {
  approve: 'approved',
  correct: 'corrected',
  reject: 'rejected',
  escalate: 'escalated',
};
export const doneText = (action: string): string => actions[action] ?? action;
