// Whether a value is as the model expects it. Pure; `resolve` says which resources a key of the model stands for.
import type { Expect } from '../../src/architecture/deployed/shape.ts';
import { at, refersTo } from './template.ts';

type Resolve = (key: string) => readonly string[];

/** JSON with sorted names, so that two equal values are one text. */
export const text = (value: unknown): string =>
  JSON.stringify(value, (_name, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a.localeCompare(b)))
      : inner,
  ) ?? 'nothing';

export function holds(value: unknown, expected: Expect, resolve: Resolve): boolean {
  const found = at(value, expected.at);
  const list = Array.isArray(found) ? found : [];
  const all = (element: unknown, inner: readonly Expect[]) =>
    inner.every((one) => holds(element, one, resolve));
  if ('is' in expected) return text(found) === text(expected.is);
  if ('least' in expected) return Number(found) >= expected.least;
  if ('has' in expected)
    return Array.isArray(found)
      ? found.some((element) => text(element) === text(expected.has))
      : text(found).includes(String(expected.has));
  if ('to' in expected) {
    const ids = resolve(expected.to);
    return refersTo(found).some((id) => ids.includes(id));
  }
  if ('some' in expected) return list.some((element) => all(element, expected.some));
  if ('every' in expected) return list.length > 0 && list.every((element) => all(element, expected.every));
  if ('none' in expected) return !list.some((element) => all(element, expected.none));
  if ('length' in expected) return list.length === expected.length;
  return found === undefined;
}

/** What was expected, in words that fit "… has to …". */
export function inWords(expected: Expect): string {
  const name = expected.at === '' ? 'it' : expected.at;
  const each = (inner: readonly Expect[]) => inner.map(inWords).join(' and ');
  if ('is' in expected) return `${name} is ${text(expected.is)}`;
  if ('least' in expected) return `${name} is at least ${expected.least}`;
  if ('has' in expected) return `${name} has ${text(expected.has)}`;
  if ('to' in expected) return `${name} refers to ${expected.to}`;
  if ('some' in expected) return `one of ${name}: ${each(expected.some)}`;
  if ('every' in expected) return `every one of ${name}: ${each(expected.every)}`;
  if ('none' in expected) return `none of ${name}: ${each(expected.none)}`;
  if ('length' in expected) return `${name} has ${expected.length} elements`;
  return `${name} is not there`;
}
