import { type Place, type Rule, rules } from './screening-rules.ts';

export interface Part {
  readonly place: Place;
  readonly text: string;
}

const places: readonly Place[] = ['path', 'query', 'header', 'body'];
const rulesOf = Object.fromEntries(
  places.map((place) => [place, rules.filter((rule) => rule.places.includes(place))]),
) as Record<Place, Rule[]>;

/** The first rule that one of the parts matches, or null. */
export function screen(parts: Iterable<Part>): Rule | null {
  for (const { place, text } of parts) {
    const rule = screenText(place, text);
    if (rule !== null) return rule;
  }
  return null;
}

/** One text, decoded once already; a text that still carries percent escapes is tried as it is and decoded again. */
export function screenText(place: Place, text: string): Rule | null {
  if (text.length < 4) return null;
  const found = match(place, text);
  if (found !== null || !text.includes('%')) return found;
  const again = decoded(text);
  return again === text ? null : match(place, again);
}

/** Every text in a JSON value, names included; `readJson` has bounded its depth. */
export function screenJson(value: unknown): Rule | null {
  if (typeof value === 'string') return screenText('body', value);
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (const item of value) {
      const rule = screenJson(item);
      if (rule !== null) return rule;
    }
    return null;
  }
  for (const name in value) {
    const rule = screenText('body', name) ?? screenJson((value as Record<string, unknown>)[name]);
    if (rule !== null) return rule;
  }
  return null;
}

function match(place: Place, text: string): Rule | null {
  const lower = text.toLowerCase();
  for (const rule of rulesOf[place]) if (lower.includes(rule.needs) && rule.pattern.test(lower)) return rule;
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
