// Two runs of one script differ in ids, times and random values. Here these become names in the order in which they appear, so
// that what is left must be equal.
import type { Exchange, Recording } from './recording.ts';

/** Ids of the example data stay as they are: they are the same in every run. */
const example = /^01900000-/;
const id = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const rules: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time'],
  [/\burn:trace:[0-9a-f]{32}/g, 'urn:trace'],
  [/"(n|x|kid|hash|signature|key)":"[\w+/=-]{8,}"/g, '"$1":"random"'],
  [/\b\d{13}\b/g, 'milliseconds'],
];
const volatile = new Set(['server-timing', 'ratelimit', 'retry-after']);

export function comparable({ exchanges, name, title, host }: Recording): unknown {
  const names = new Map<string, string>();
  const named = (found: string): string => {
    if (example.test(found)) return found;
    const known = names.get(found) ?? `id ${names.size + 1}`;
    names.set(found, known);
    return known;
  };
  const steady = (text: string): string =>
    rules.reduce((now, [pattern, word]) => now.replaceAll(pattern, word), text.replaceAll(id, named));
  const one = ({ milliseconds: _, told, ...exchange }: Exchange): unknown => ({
    ...exchange,
    path: steady(exchange.path),
    body: exchange.body && steady(exchange.body),
    text: steady(exchange.text),
    answer: exchange.answer
      .filter(([header]) => !volatile.has(header))
      .map(([header, value]) => [header, steady(value)]),
    told: told.map((line) =>
      line.kind === 'trace'
        ? [line.route, line.status, line.spans.map((span) => `${span.name} ${span.part}`)]
        : [line.level, line.event, Object.keys(line.fields)],
    ),
  });
  return { name, title, host, exchanges: exchanges.map(one) };
}
