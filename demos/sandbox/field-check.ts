// What a field's contract asks, in words, and whether a value meets it. A warning, never a lock: sending a wrong value and
// reading the refusal is what a console is for.
import type { Field } from './operations.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function range({ min, max }: Field, unit: string): string | null {
  if (min !== null && max !== null && max < Number.MAX_SAFE_INTEGER) return `${min} to ${max}${unit}`;
  if (max !== null && max < Number.MAX_SAFE_INTEGER) return `at most ${max}${unit}`;
  return min !== null && min > -Number.MAX_SAFE_INTEGER ? `at least ${min}${unit}` : null;
}

/** "required · 1 to 200 characters"; '' when the contract asks nothing. */
export function asked(field: Field): string {
  const { kind, required, format, pattern, default: given } = field;
  const words = [
    required ? 'required' : 'optional',
    kind === 'integer' ? (range(field, '') ?? 'whole number') : null,
    kind === 'number' ? (range(field, '') ?? 'number') : null,
    kind === 'text' ? range(field, ' characters') : null,
    format === 'uuid' ? 'UUID' : format,
    format === null && pattern !== null && pattern.length <= 40 ? `matches ${pattern}` : null,
    given === null ? null : `${given} if left out`,
  ];
  return words.filter((word) => word !== null).join(' · ');
}

/** Why the service will refuse the value, as a sentence; null when it meets the contract. `undefined`: not sent. */
export function complaint(field: Field, value: string | undefined): string | null {
  if (value === undefined || (value === '' && field.kind !== 'text'))
    return field.required ? 'The contract requires this; the API will refuse the call without it.' : null;
  const { kind, min, max, pattern, choices, format } = field;
  const said = (what: string): string => `The contract asks for ${what}; the API will refuse this.`;
  if (kind === 'choice') return choices.includes(value) ? null : said(`one of ${choices.join(', ')}`);
  if (kind === 'boolean') return /^(true|false)$/.test(value) ? null : said('true or false');
  if (kind === 'number' || kind === 'integer') {
    const n = Number(value);
    const fits =
      value.trim() !== '' &&
      (kind === 'integer' ? Number.isSafeInteger(n) : Number.isFinite(n)) &&
      n >= (min ?? n) &&
      n <= (max ?? n);
    return fits
      ? null
      : said(`a ${kind === 'integer' ? 'whole ' : ''}number, ${range(field, '') ?? 'of any size'}`);
  }
  // JSON Schema counts characters, JavaScript's length counts UTF-16 units.
  const length = [...value].length;
  if (length < (min ?? 0) || length > (max ?? length))
    return said(range(field, ' characters') ?? 'another length');
  if (format === 'uuid') return uuid.test(value) ? null : said('a UUID');
  return pattern === null || new RegExp(pattern, 'u').test(value)
    ? null
    : said(`text that matches ${pattern}`);
}
