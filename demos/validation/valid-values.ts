// Values that fit a schema, made from both its sides as JSON Schema. What JSON Schema does not say (a rule in code) is left to
// the schema itself: whoever asks keeps only what it accepts.
import type { Json, Sides } from './json-schema.ts';
import { type Random, textFor } from './pattern-text.ts';

/** The same seed gives the same values (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** Several types at once are alternatives like others. */
function apart(schema: Json): Json {
  const { type, ...rest } = schema;
  return Array.isArray(type) ? { anyOf: type.map((one: unknown) => ({ ...rest, type: one })) } : schema;
}

/** `$ref` within the document, as recursive schemas have it. */
export function deref(root: Json, schema: unknown): Json {
  const { $ref: ref } = record(schema);
  if (typeof ref !== 'string' || !ref.startsWith('#')) return apart(record(schema));
  let here: unknown = root;
  for (const part of ref.split('/').slice(1)) here = record(here)[part];
  return apart(record(here));
}

/** A change on the way in (lower case, trim) hides from the input side what the output side knows: both hold together. `changed`: such a change stands before the pattern, and may take spaces away. */
export function merged({ input, output }: Sides): Json {
  const both = (a: Json, b: Json, depth: number): Json => {
    if (depth > 12 || a['type'] !== b['type']) return a;
    if (a['type'] !== 'object')
      return a['type'] === 'string' ? { ...b, ...a, changed: 'pattern' in b && !('pattern' in a) } : a;
    const [ours, theirs] = [record(a['properties']), record(b['properties'])];
    const properties = Object.fromEntries(
      Object.entries(ours).map(([name, one]) => [name, both(record(one), record(theirs[name]), depth + 1)]),
    );
    return { ...a, properties };
  };
  return both(input, output, 0);
}

const words = [
  'depot',
  'spring',
  'ledger',
  'Aster',
  'route',
  'quiet',
  'north',
  'Zoë',
  'plan',
  '№ 7',
  'river',
  '東京',
];

function text(schema: Json, random: Random): string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const two = (most: number): string => String(1 + Math.floor(random() * most)).padStart(2, '0');
  const hex = (length: number): string =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  const day = `20${two(40)}-${two(12)}-${two(28)}`;
  const formats: Readonly<Record<string, () => string>> = {
    email: () =>
      `${pick(['ada', 'carl.m', 'o’neill', 'vera+lind']).replace('’', "'")}@${pick(['aster', 'brook'])}.example`,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    'date-time': () => `${day}T${two(23)}:${two(59)}:${two(59)}Z`,
    date: () => day,
    time: () => `${two(23)}:${two(59)}:${two(59)}`,
    duration: () => `P${two(20)}D`,
    uri: () => `https://${pick(['aster', 'brook'])}.example/${hex(6)}`,
    ipv4: () => `192.0.2.${Math.floor(random() * 256)}`,
    ipv6: () => `2001:db8::${hex(4)}`,
  };
  const made = formats[String(schema['format'])]?.();
  if (made !== undefined) return made;
  const [least, most] = [number(schema['minLength'], 0), number(schema['maxLength'], 60)];
  const { pattern } = schema;
  if (typeof pattern === 'string') {
    for (let n = 0; n < 20; n += 1) {
      const fit = textFor(pattern, random);
      if (fit !== null && fit.length >= least && fit.length <= most) return fit;
    }
  }
  // One in five is as long as it may be, one as short: the edges are where rules are off by one.
  const edge = random();
  const length =
    edge < 0.2 ? Math.min(most, 600) : edge < 0.4 ? least : least + Math.floor(random() * (most - least));
  let filled = '';
  while (filled.length < length) filled += `${filled === '' ? '' : ' '}${pick(words)}`;
  return filled.slice(0, Math.max(least, Math.min(length, most)));
}

function amount(schema: Json, random: Random): number {
  const whole = schema['type'] === 'integer';
  const step = number(schema['multipleOf'], whole ? 1 : 0.01);
  const above = schema['exclusiveMinimum'];
  const below = schema['exclusiveMaximum'];
  const least = Math.max(
    number(schema['minimum'], -Infinity),
    number(above, -Infinity) + (above === undefined ? 0 : step),
  );
  const most = Math.min(
    number(schema['maximum'], Infinity),
    number(below, Infinity) - (below === undefined ? 0 : step),
  );
  const from = Number.isFinite(least) ? least : Math.min(0, most);
  const to = Math.min(Number.isFinite(most) ? most : from + 1_000, from + 10_000);
  const steps = Math.floor((to - from) / step);
  const value = from + Math.floor(random() * (steps + 1)) * step;
  return whole ? Math.round(value) : Math.round(value * 1e6) / 1e6;
}

export function sample(root: Json, given: unknown, random: Random, depth = 0): unknown {
  const schema = deref(root, given);
  const pick = (from: readonly unknown[]): unknown => from[Math.floor(random() * from.length)];
  if ('const' in schema) return schema['const'];
  const options = list(schema['enum']);
  if (options.length > 0) return pick(options);
  const any = [...list(schema['anyOf']), ...list(schema['oneOf'])];
  if (any.length > 0) return sample(root, depth > 4 ? any.at(-1) : pick(any), random, depth + 1);
  const parts = list(schema['allOf']);
  if (parts.length > 0)
    return Object.assign({}, ...parts.map((one) => record(sample(root, one, random, depth + 1))));
  switch (schema['type']) {
    case 'object':
      return object(root, schema, random, depth);
    case 'array':
      return array(root, schema, random, depth);
    case 'string':
      return text(schema, random);
    case 'integer':
    case 'number':
      return amount(schema, random);
    case 'boolean':
      return random() < 0.5;
    default:
      return null;
  }
}

function object(root: Json, schema: Json, random: Random, depth: number): Json {
  const required = new Set(list(schema['required']));
  const found: [string, unknown][] = [];
  for (const [name, one] of Object.entries(record(schema['properties'])))
    if (required.has(name) || (depth < 4 && random() < 0.6))
      found.push([name, sample(root, one, random, depth + 1)]);
  return Object.fromEntries(found);
}

function array(root: Json, schema: Json, random: Random, depth: number): unknown[] {
  const each = list(schema['prefixItems']);
  if (each.length > 0) return each.map((one) => sample(root, one, random, depth + 1));
  const least = number(schema['minItems'], 0);
  const most = Math.min(number(schema['maxItems'], least + 3), least + 3);
  const length = depth > 4 ? least : least + Math.floor(random() * (most - least + 1));
  return Array.from({ length }, () => sample(root, schema['items'], random, depth + 1));
}
