// An OpenAPI 3.1 document as what a form needs: operations in groups, each with its fields. Pure; knows only the forms of
// schema that the reference API's document has, and passes over the rest (such a value goes into the raw body).

export type Place = 'path' | 'query' | 'header' | 'body';

export interface Field {
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
  /** 'integer': a whole number. */
  readonly kind: 'text' | 'choice' | 'boolean' | 'integer' | 'number';
  readonly choices: readonly string[];
  /** What the service takes when the field is left out. */
  readonly default: string | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly pattern: string | null;
  readonly format: string | null;
}

export interface Operation {
  /** "documents.read" */
  readonly id: string;
  readonly group: string;
  readonly method: string;
  /** "/v1/documents/{id}" */
  readonly path: string;
  readonly summary: string;
  readonly signedIn: boolean;
  readonly hasBody: boolean;
  readonly fields: readonly Field[];
}

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function kindOf(schema: Json): Field['kind'] {
  if (Array.isArray(schema['enum'])) return 'choice';
  if (schema['type'] === 'boolean') return 'boolean';
  return schema['type'] === 'integer' || schema['type'] === 'number' ? schema['type'] : 'text';
}

function field(name: string, place: Place, required: boolean, schema: Json): Field {
  const given = schema['default'];
  return {
    name,
    place,
    required,
    kind: kindOf(schema),
    choices: list(schema['enum']).map(String),
    default: given === undefined || given === '' ? null : String(given),
    min: number(schema['minLength']) ?? number(schema['minimum']),
    max: number(schema['maxLength']) ?? number(schema['maximum']),
    pattern: text(schema['pattern']),
    format: text(schema['format']),
  };
}

const places: readonly string[] = ['path', 'query', 'header'] satisfies Place[];

function parameters(operation: Json): Field[] {
  return list(operation['parameters'])
    .map(record)
    .filter((one) => places.includes(String(one['in'])))
    .map((one) =>
      field(String(one['name']), one['in'] as Place, one['required'] === true, record(one['schema'])),
    );
}

function bodySchema(operation: Json): Json {
  const content = record(record(operation['requestBody'])['content']);
  return record(record(content['application/json'])['schema']);
}

function bodyFields(schema: Json): Field[] {
  const required = list(schema['required']);
  return Object.entries(record(schema['properties'])).map(([name, one]) => {
    const made = field(name, 'body', required.includes(name), record(one));
    // A schema's output side lists what has a default as required: to send it is the caller's choice.
    return made.default === null ? made : { ...made, required: false };
  });
}

/** "/v1/documents/{id}/lock" belongs to "documents"; what has no version is the service itself. */
const groupOf = (path: string): string => /^\/v\d+\/([^/]+)/.exec(path)?.[1] ?? 'service';

/** In the document's order. @returns [] for anything that is no such document */
export function operationsOf(document: unknown): Operation[] {
  return Object.entries(record(record(document)['paths'])).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, found]): Operation => {
      const operation = record(found);
      const schema = bodySchema(operation);
      return {
        id: text(operation['operationId']) ?? `${method} ${path}`,
        group: groupOf(path),
        method: method.toUpperCase(),
        path,
        summary: text(operation['summary']) ?? '',
        signedIn: list(operation['security']).length > 0,
        hasBody: operation['requestBody'] !== undefined,
        fields: [...parameters(operation), ...bodyFields(schema)],
      };
    }),
  );
}

const order = ['documents', 'sessions', 'me', 'users', 'audit', 'intake', 'review', 'policies', 'leads'];

/** Groups: what a reader comes for first, then what is not in `order`, as the document has it. */
export function grouped(operations: readonly Operation[]): [group: string, operations: Operation[]][] {
  const groups = new Map<string, Operation[]>();
  for (const one of operations) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...groups].sort(([a], [b]) => rank(a) - rank(b));
}
