// A schema as the output format of a model: the part of JSON Schema that providers hold a model to while it writes. What is
// left out is not lost: the answer is parsed by the same schema afterwards.
import type { Json } from './json-schema.ts';

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const kept = new Set([
  'type',
  'properties',
  'required',
  'items',
  'enum',
  'const',
  'anyOf',
  '$ref',
  '$defs',
  'description',
  'title',
]);

export interface OutputFormat {
  readonly format: Json;
  /** What the model is not held to, as sentences. */
  readonly notes: readonly string[];
}

export function outputFormat(name: string, input: Json): OutputFormat {
  const dropped = new Map<string, Set<string>>();
  const nullable: string[] = [];
  const drop = (keyword: string, path: string) =>
    dropped.set(keyword, (dropped.get(keyword) ?? new Set()).add(path || 'the whole'));

  function narrowed(given: unknown, path: string): Json {
    const schema = record(given);
    const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
      if (keyword === 'oneOf') return [['anyOf', list(value).map((one) => narrowed(one, path))]];
      if (!kept.has(keyword)) {
        if (keyword !== '$schema' && keyword !== 'additionalProperties') drop(keyword, path);
        return [];
      }
      if (keyword === 'anyOf') return [[keyword, list(value).map((one) => narrowed(one, path))]];
      if (keyword === 'items') return [[keyword, narrowed(value, `${path}[]`)]];
      if (keyword === '$defs')
        return [
          [
            keyword,
            Object.fromEntries(Object.entries(record(value)).map(([n, one]) => [n, narrowed(one, n)])),
          ],
        ];
      return keyword === 'properties' || keyword === 'required' ? [] : [[keyword, value]];
    });
    if (schema['type'] !== 'object') return Object.fromEntries(entries);
    return { ...Object.fromEntries(entries), ...members(schema, path) };
  }

  function members(schema: Json, path: string): Json {
    const required = new Set(list(schema['required']));
    const properties = Object.entries(record(schema['properties'])).map(([member, one]): [string, Json] => {
      const here = path ? `${path}.${member}` : member;
      const made = narrowed(one, here);
      if (required.has(member)) return [member, made];
      nullable.push(here);
      return [member, { anyOf: [made, { type: 'null' }] }];
    });
    return {
      properties: Object.fromEntries(properties),
      required: properties.map(([member]) => member),
      additionalProperties: false,
    };
  }

  const schema = narrowed(input, '');
  const notes = [...dropped].map(
    ([keyword, places]) =>
      `${keyword} is left out (${[...places].join(', ')}): the contract checks it in the answer.`,
  );
  if (nullable.length > 0)
    notes.push(
      `${nullable.join(', ')}: a model must write every member, so what may be left out may be null here, and is dropped before the contract reads it.`,
    );
  return {
    format: { type: 'json_schema', json_schema: { name: name.replaceAll(/\W/g, '_'), strict: true, schema } },
    notes,
  };
}
