// A schema's TypeScript type as text, from its JSON Schema: what `z.infer` gives a compiler, for a reader to see.
import type { Json } from './json-schema.ts';

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

function form(given: unknown, indent: string): string {
  const schema = record(given);
  if ('$ref' in schema) return String(schema['$ref']).split('/').at(-1) === '#' ? 'Self' : 'Shared';
  if ('const' in schema) return JSON.stringify(schema['const']);
  const options = list(schema['enum']);
  if (options.length > 0) return options.map((one) => JSON.stringify(one)).join(' | ');
  const several = list(schema['type']).map((type) => ({ ...schema, type }));
  const any = [...several, ...list(schema['anyOf']), ...list(schema['oneOf'])];
  if (any.length > 0) return any.map((one) => form(one, indent)).join(' | ');
  const all = list(schema['allOf']);
  if (all.length > 0) return all.map((one) => form(one, indent)).join(' & ');
  switch (schema['type']) {
    case 'object':
      return object(schema, indent);
    case 'array': {
      const each = list(schema['prefixItems']);
      if (each.length > 0) return `[${each.map((one) => form(one, indent)).join(', ')}]`;
      const item = form(schema['items'], indent);
      return / [|&] /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
    }
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema['type'];
    default:
      return 'unknown';
  }
}

function object(schema: Json, indent: string): string {
  const required = new Set(list(schema['required']));
  const inner = `${indent}  `;
  const lines = Object.entries(record(schema['properties'])).map(
    ([name, one]) => `${inner}${key(name)}${required.has(name) ? '' : '?'}: ${form(one, inner)};`,
  );
  const rest = schema['additionalProperties'];
  if (typeof rest === 'object' && rest !== null) {
    const value = form(rest, inner);
    if (lines.length === 0) return `Record<string, ${value}>`;
    lines.push(`${inner}[name: string]: ${value};`);
  }
  return lines.length === 0 ? 'Record<string, never>' : `{\n${lines.join('\n')}\n${indent}}`;
}

export const asType = (name: string, schema: Json): string => `type ${name} = ${form(schema, '')};\n`;
