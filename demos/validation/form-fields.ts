// A schema as the fields of a form, from the input side of its JSON Schema; and what the form sends.
import type { Json } from './json-schema.ts';

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'email' | 'password' | 'date' | 'number' | 'choice' | 'yes-no' | 'json';
  readonly required: boolean;
  readonly choices: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
  readonly hint: string;
}

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number | null =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;

function kindOf(name: string, schema: Json): FormField['kind'] {
  if (list(schema['enum']).length > 0) return 'choice';
  const { type, format, maxLength } = schema;
  if (type === 'boolean') return 'yes-no';
  if (type === 'integer' || type === 'number') return 'number';
  if (type !== 'string') return 'json';
  if (name === 'password') return 'password';
  if (format === 'email' || name === 'email') return 'email';
  if (format === 'date') return 'date';
  return typeof maxLength === 'number' && maxLength > 300 ? 'long' : 'text';
}

function hintOf(schema: Json): string {
  const [min, max] = [
    number(schema['minLength']) ?? number(schema['minimum']),
    number(schema['maxLength']) ?? number(schema['maximum']),
  ];
  const unit = schema['type'] === 'string' ? ' characters' : '';
  const words = [
    min !== null && max !== null ? `${min} to ${max}${unit}` : max === null ? '' : `at most ${max}${unit}`,
    'default' in schema ? `${JSON.stringify(schema['default'])} if left out` : '',
  ];
  return words.filter(Boolean).join(' · ');
}

/** @returns [] for a schema that is no object: it has no form. */
export function fieldsOf(schema: Json): FormField[] {
  const required = list(schema['required']);
  return Object.entries(record(schema['properties'])).map(([name, given]) => {
    const one = record(given);
    return {
      name,
      label: name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (first) => first.toUpperCase()),
      kind: kindOf(name, one),
      required: required.includes(name),
      choices: list(one['enum']).map(String),
      min: number(one['minLength']) ?? number(one['minimum']),
      max: number(one['maxLength']) ?? number(one['maximum']),
      hint: hintOf(one),
    };
  });
}

/** The body that the form's texts make. A field left empty is left out, unless it must be there. */
export function bodyOf(fields: readonly FormField[], texts: Readonly<Record<string, string>>): Json {
  const made = fields.flatMap(({ name, kind, required }): [string, unknown][] => {
    const text = texts[name] ?? '';
    if (text === '' && !required) return [];
    if (kind === 'number') return [[name, text.trim() === '' ? null : Number(text)]];
    if (kind === 'yes-no') return [[name, text === 'true']];
    if (kind !== 'json') return [[name, text]];
    try {
      return [[name, JSON.parse(text)]];
    } catch {
      return [[name, text]];
    }
  });
  return Object.fromEntries(made);
}
