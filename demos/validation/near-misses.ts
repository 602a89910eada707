// Values that are wrong in one way each: a valid value, and one change to it. Each says which member it changed, so that the
// refusal can be held against it: a near miss that is let through is a finding about the schema.
import type { Json, Sides } from './json-schema.ts';
import { deref, list, merged, randomFrom, sample } from './valid-values.ts';
import { pathText } from './verdict.ts';

export type Path = readonly (string | number)[];

export interface NearMiss {
  readonly name: string;
  /** Where the refusal must point. */
  readonly path: Path;
  readonly value: unknown;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** A copy with `value` at the path; without the last member when there is no value. */
function put(root: unknown, path: Path, ...value: [unknown?]): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value[0];
  const inner = record(root)[part] ?? (Array.isArray(root) ? root[Number(part)] : undefined);
  if (Array.isArray(root)) return root.map((one, at) => (at === part ? put(one, rest, ...value) : one));
  const kept = Object.entries(record(root)).filter(([name]) => name !== part);
  if (rest.length === 0 && value.length === 0) return Object.fromEntries(kept);
  const changed: [string, unknown] = [String(part), put(inner, rest, ...value)];
  const names = Object.keys(record(root));
  const order = names.includes(String(part)) ? names : [...names, String(part)];
  const all = new Map([...kept, changed]);
  return Object.fromEntries(order.map((name) => [name, all.get(name)]));
}

type Change = readonly [name: string, value: unknown];

const other = {
  string: 'a text',
  number: 7.5,
  integer: 7,
  boolean: true,
  null: null,
  array: [],
  object: {},
} as const;
const called: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a number',
  boolean: 'true',
  null: 'null',
  array: 'an empty list',
  object: 'an empty object',
};

/** Of another type; wrapped in a list, wrapped in an object, as a form or a query string would make it. */
function types(kind: string, value: unknown): Change[] {
  const alike =
    kind === 'integer' ? ['integer', 'number'] : kind === 'number' ? ['integer', 'number'] : [kind];
  const wrong = Object.entries(other)
    .filter(([type]) => !alike.includes(type) && type !== 'integer')
    .map(([type, one]): Change => [`${called[type]} instead`, one]);
  const wrapped: Change[] = kind === 'array' || kind === 'object' ? [] : [['in a list', [value]]];
  const quoted: Change[] =
    kind === 'boolean' || kind === 'number' || kind === 'integer' ? [['in quotes', String(value)]] : [];
  return [...wrong, ...wrapped, ...quoted];
}

const formats: Readonly<Record<string, readonly Change[]>> = {
  email: [
    ['without an @', 'ada.aster.example'],
    ['with two @', 'ada@@aster.example'],
    ['without a top level', 'ada@aster'],
    ['with a space', 'ada @aster.example'],
    ['with two dots', 'ada..lind@aster.example'],
    ['that begins with a dot', '.ada@aster.example'],
    ['two addresses', 'ada@aster.example,eve@evil.example'],
    ['with a second header line', 'ada@aster.example\r\nBcc: eve@evil.example'],
    ['with nothing before the @', '@aster.example'],
  ],
  uuid: [
    ['one character short', '01900000-0000-7000-8000-00000000001'],
    ['without hyphens', '0190000000007000800000000000001a'],
    ['with a letter beyond f', '01900000-0000-7000-8000-00000000001g'],
    ['in braces', '{01900000-0000-7000-8000-00000000001a}'],
  ],
  'date-time': [
    ['without a zone', '2026-02-03T10:00:00'],
    ['a day alone', '2026-02-03'],
    ['the 30th of February', '2026-02-30T10:00:00Z'],
    ['in words', 'yesterday'],
  ],
  date: [
    ['the 30th of February', '2026-02-30'],
    ['the 13th month', '2026-13-01'],
    ['day first', '03.02.2026'],
    ['with a time', '2026-02-03T10:00:00Z'],
  ],
  uri: [
    ['without a scheme', 'aster.example'],
    ['a path', '/etc/passwd'],
  ],
};

function texts(schema: Json, value: unknown): Change[] {
  const now = String(value);
  const { minLength, maxLength, pattern, format } = schema;
  const changes: Change[] = [];
  if (typeof minLength === 'number' && minLength > 0)
    changes.push(['one character too short', now.padEnd(minLength, 'a').slice(0, minLength - 1)]);
  if (typeof maxLength === 'number' && maxLength < 100_000)
    changes.push(['one character too long', now.padEnd(maxLength + 1, 'a').slice(0, maxLength + 1)]);
  changes.push(...(formats[String(format)] ?? []));
  if (typeof pattern === 'string') {
    const close: Change[] = [
      ['empty', ''],
      ['in capitals', now.toUpperCase()],
      ...(schema['changed'] === true
        ? []
        : ([
            ['with a space before it', ` ${now}`],
            ['with a line end after it', `${now}\n`],
          ] as const)),
      ['with a sign after it', `${now}!`],
      ['with an accent', `${now}é`],
      ['ten times as long', now.repeat(10)],
    ];
    try {
      const fits = new RegExp(pattern, 'u');
      changes.push(...close.filter(([, text]) => !fits.test(String(text))));
    } catch {
      // No pattern of this engine's: nothing is known that misses it.
    }
  }
  changes.push(['with U+0000 in it', `${now}\u0000`], ['with half a character', `${now}\ud800`]);
  return changes;
}

function amounts(schema: Json): Change[] {
  const changes: Change[] = [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (schema['type'] === 'integer')
    changes.push(['with a fraction', Math.max(1, Number(minimum ?? 1)) + 0.5]);
  if (typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER)
    changes.push(['just too small', minimum - 1]);
  if (typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER)
    changes.push(['just too large', maximum + 1]);
  if (typeof exclusiveMinimum === 'number') changes.push(['not above the limit', exclusiveMinimum]);
  if (typeof exclusiveMaximum === 'number') changes.push(['not below the limit', exclusiveMaximum]);
  if (typeof multipleOf === 'number') changes.push(['between two steps', multipleOf * 1.5]);
  return changes;
}

function choices(options: readonly unknown[]): Change[] {
  const [first] = options;
  const close =
    typeof first === 'string' ? [first.toUpperCase(), `${first} `, `${first}s`, ''] : [`${first}`];
  return close.filter((one) => !options.includes(one)).map((one) => [`${JSON.stringify(one)} instead`, one]);
}

const grants: readonly Change[] = [
  ['role', 'admin'],
  ['isAdmin', true],
  ['organisation', 'b'],
  ['permissions', ['*']],
  ['id', 1],
];

/** Members that nobody asked for: rights, and names that are nearly those of the schema. */
function extras(schema: Json): Change[] {
  const names = Object.keys(record(schema['properties']));
  const close = names.flatMap((name): Change[] => [
    [`${name} `, 'x'],
    [
      name[0] === name[0]?.toUpperCase() ? name.toLowerCase() : `${name[0]?.toUpperCase()}${name.slice(1)}`,
      'x',
    ],
  ]);
  return [...grants, ...close].filter(([name]) => !names.includes(name));
}

export function nearMisses(sides: Sides, base: unknown): NearMiss[] {
  const root = merged(sides);
  const found: NearMiss[] = [];
  const add = (path: Path, changes: readonly Change[], whole: unknown): void => {
    for (const [name, value] of changes)
      found.push({ name: `${pathText(path)}: ${name}`, path, value: put(whole, path, value) });
  };

  function visit(
    given: unknown,
    path: Path,
    value: unknown,
    whole: unknown,
    depth: number,
    nullable = false,
  ): void {
    const schema = deref(root, given);
    const any = [...list(schema['anyOf']), ...list(schema['oneOf'])].map((one) => deref(root, one));
    const nothing = any.some((one) => one['type'] === 'null');
    // Of several forms only the one that stays when null is taken away has a clear near miss.
    const [only, second] = any.filter((one) => one['type'] !== 'null');
    if (nothing && only && !second) {
      visit(only, path, value, whole, depth, true);
      return;
    }
    const kind = String(schema['type'] ?? typeof list(schema['enum'])[0]);
    if (!(kind in other) || any.length > 0 || depth > 6) return;
    add(
      path,
      types(kind, value).filter(([, one]) => !(nullable && one === null)),
      whole,
    );
    const options = 'const' in schema ? [schema['const']] : list(schema['enum']);
    if (options.length > 0) add(path, choices(options), whole);
    else if (kind === 'string') add(path, texts(schema, value), whole);
    if (kind === 'number' || kind === 'integer') add(path, amounts(schema), whole);
    if (kind === 'array') rows(schema, path, value, whole, depth);
    if (kind === 'object') members(schema, path, value, whole, depth);
  }

  function rows(schema: Json, path: Path, value: unknown, whole: unknown, depth: number): void {
    const now = Array.isArray(value) ? value : [];
    const { minItems, maxItems } = schema;
    if (typeof minItems === 'number' && minItems > 0)
      add(path, [['one entry too few', now.slice(0, minItems - 1)]], whole);
    const fill = now[0] ?? sample(root, schema['items'], randomFrom(1));
    if (typeof maxItems === 'number' && maxItems < 1_000)
      add(path, [['one entry too many', Array.from({ length: maxItems + 1 }, () => fill)]], whole);
    const filled = now.length > 0 ? whole : put(whole, path, [fill]);
    visit(schema['items'], [...path, 0], fill, filled, depth + 1);
  }

  function members(schema: Json, path: Path, value: unknown, whole: unknown, depth: number): void {
    const required = list(schema['required']);
    for (const [name, extra] of extras(schema))
      found.push({
        name: `${pathText(path)}: one more member, ${JSON.stringify(name)}`,
        path,
        value: put(whole, [...path, name], extra),
      });
    for (const [name, one] of Object.entries(record(schema['properties']))) {
      const here = [...path, name];
      if (required.includes(name))
        found.push({ name: `${pathText(here)}: missing`, path: here, value: put(whole, here) });
      const now = record(value)[name] ?? sample(root, one, randomFrom(7));
      visit(one, here, now, put(whole, here, now), depth + 1);
    }
  }

  visit(root, [], base, base, 0);
  return found;
}
