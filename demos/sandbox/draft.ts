// What is being written, and the call that it makes. The body is either fields or text; text goes out as it is, valid or not.
import type { Field, Operation, Place } from './operations.ts';

/** A field's value by `place.name`; absent: not sent. */
export type Values = Readonly<Record<string, string>>;

export interface Draft {
  readonly operation: string;
  readonly values: Values;
  /** The body as text, in place of its fields; null: made from the fields. */
  readonly raw: string | null;
}

export interface Call {
  readonly operation: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export const keyOf = ({ place, name }: Pick<Field, 'place' | 'name'>): string => `${place}.${name}`;

const inPlace = (operation: Operation, place: Place): Field[] =>
  operation.fields.filter((field) => field.place === place);

function typed(field: Field, value: string): unknown {
  if (field.kind === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
  // What is no number stays text, so that the API and not the form refuses it.
  const { kind } = field;
  if ((kind === 'number' || kind === 'integer') && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  return value;
}

/** The body that the fields make, indented as a person writes it. */
export function bodyText(operation: Operation, values: Values): string {
  const given = inPlace(operation, 'body').flatMap((field) => {
    const value = values[keyOf(field)];
    return value === undefined ? [] : [[field.name, typed(field, value)] as const];
  });
  return JSON.stringify(Object.fromEntries(given), null, 2);
}

/** The raw body as fields, when it is an object that has only them; else null: it can only be edited as text. */
export function fieldsFrom(operation: Operation, raw: string): Values | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const fields = inPlace(operation, 'body');
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed)) {
    const field = fields.find((one) => one.name === name);
    if (field === undefined || typeof value === 'object') return null;
    values[keyOf(field)] = String(value);
    if (typed(field, String(value)) !== value) return null;
  }
  return values;
}

/** `{id}` filled in, percent-encoded. A missing value leaves the braces' name out: "/v1/documents/". */
function address(operation: Operation, values: Values): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[keyOf({ place: 'path', name })] ?? ''),
  );
  const query = new URLSearchParams();
  for (const field of inPlace(operation, 'query')) {
    const value = values[keyOf(field)];
    if (value !== undefined && value !== '') query.append(field.name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The call of a draft. The access token is not part of it: it is added when the call is sent. */
export function callOf(operation: Operation, { values, raw }: Draft): Call {
  const headers: Record<string, string> = {};
  for (const field of inPlace(operation, 'header')) {
    const value = values[keyOf(field)];
    if (value !== undefined && value !== '') headers[field.name.toLowerCase()] = value;
  }
  const body = operation.hasBody ? (raw ?? bodyText(operation, values)) : null;
  if (body !== null) headers['content-type'] = 'application/json';
  return {
    operation: operation.id,
    method: operation.method,
    path: address(operation, values),
    headers,
    body,
  };
}
