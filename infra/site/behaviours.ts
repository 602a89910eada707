// The rules of src/headers.ts overlap: every rule that fits applies. A CDN takes the first path pattern that fits and nothing
// else. So each overlap becomes a pattern of its own, with its headers merged, and the narrower pattern stands first.
import { fits, type Hashes, rules } from '../../src/headers.ts';

export interface Behaviour {
  /** '*' is the default behaviour and the last. */
  readonly pattern: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Its names hold a hash of the content, so they lie at the root of the bucket and not inside a release. */
  readonly immutable: boolean;
}

/** CloudFront's quota: the default behaviour and what infra/site adds of its own come on top. */
const most = 60;

export const isImmutable = (headers: Readonly<Record<string, string>>): boolean =>
  /\bimmutable\b/.test(headers['Cache-Control'] ?? '');

/**
 * What both patterns fit, as one pattern; null for nothing. Each has at most one `*`.
 * @throws when the two overlap in a way that one pattern cannot say: then a rule has to be written differently
 */
export function overlap(a: string, b: string): string | null {
  if (a === b) return a;
  if (!a.includes('*')) return fits(b, a) ? a : null;
  if (!b.includes('*')) return overlap(b, a);
  const [startA = '', endA = '', ...moreA] = a.split('*');
  const [startB = '', endB = '', ...moreB] = b.split('*');
  if (moreA.length + moreB.length > 0) throw new Error(`a rule has one * at most: ${a}, ${b}`);
  const start = startA.length > startB.length ? startA : startB;
  const end = endA.length > endB.length ? endA : endB;
  if (!start.startsWith(startA) || !start.startsWith(startB)) return null;
  if (!end.endsWith(endA) || !end.endsWith(endB)) return null;
  // "/ab*" and "*bc" both fit "/abc", which "/ab*bc" does not.
  const pattern = `${start}*${end}`;
  for (let shared = 1; shared <= Math.min(start.length, end.length); shared++) {
    const short = start + end.slice(shared);
    if (start.endsWith(end.slice(0, shared)) && fits(a, short) && fits(b, short) && !fits(pattern, short))
      throw new Error(`${a} and ${b} overlap at ${short}, which no single pattern says`);
  }
  return pattern;
}

/** Every path that the pattern fits is fitted by `other` too. */
const within = (pattern: string, other: string): boolean => overlap(pattern, other) === pattern;

/** In the order in which they are tried. For every path, the first that fits has exactly the headers that headersFor gives. */
export function behavioursOf(hashes: Hashes): readonly Behaviour[] {
  const all = rules(hashes);
  const patterns = new Set(all.map(({ path }) => path));
  for (let size = -1; size !== patterns.size; ) {
    size = patterns.size;
    for (const a of [...patterns])
      for (const b of [...patterns]) {
        const both = overlap(a, b);
        if (both !== null) patterns.add(both);
      }
    if (patterns.size > most) throw new Error(`${patterns.size} path patterns: a distribution takes ${most}`);
  }
  const found = [...patterns].map((pattern): Behaviour => {
    const headers: Record<string, string> = {};
    for (const rule of all) if (within(pattern, rule.path)) Object.assign(headers, rule.headers);
    return { pattern, headers, immutable: isImmutable(headers) };
  });
  const ordered: Behaviour[] = [];
  while (ordered.length < found.length) {
    const left = found.filter((one) => !ordered.includes(one));
    // One that no other still waiting lies within.
    const next = left.find(
      ({ pattern }) => !left.some((other) => other.pattern !== pattern && within(other.pattern, pattern)),
    );
    if (next === undefined) throw new Error('path patterns contain each other in a circle');
    ordered.push(next);
  }
  return withoutRepeats(ordered);
}

/** A pattern is left out when, without it, its paths come to a behaviour with the same headers anyway. */
function withoutRepeats(ordered: readonly Behaviour[]): Behaviour[] {
  const kept = [...ordered];
  for (const one of ordered) {
    const rest = kept.slice(kept.indexOf(one) + 1);
    const next = rest.find(({ pattern }) => overlap(one.pattern, pattern) !== null);
    if (next !== undefined && within(one.pattern, next.pattern) && alike(one.headers, next.headers))
      kept.splice(kept.indexOf(one), 1);
  }
  return kept;
}

export const alike = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
