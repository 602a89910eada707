// A text that fits a regular expression, for the plain ones that contracts use: letters, classes, groups, alternatives, counts.
// Null for whatever it does not know (look-around, references, Unicode properties): then no text is made up.

/** 0 ≤ random() < 1 */
export type Random = () => number;

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const word = `${lower}${lower.toUpperCase()}${digits}_`;
const shorthand: Readonly<Record<string, string>> = { d: digits, w: word, s: ' ' };

class Unknown extends Error {
  override readonly name = 'Unknown';
}

/** Repetitions beyond the least that `*`, `+` and `{n,}` get. */
const more = 6;

export function textFor(pattern: string, random: Random): string | null {
  let at = 0;
  const pick = (from: string): string => from[Math.floor(random() * from.length)] ?? '';
  const peek = (): string => pattern[at] ?? '';
  const take = (): string => pattern[at++] ?? '';

  /** Sequences with `|` between them, up to the end or a closing bracket. Each is made; one is taken. */
  function alternatives(): string {
    const made = [sequence()];
    while (peek() === '|') {
      at += 1;
      made.push(sequence());
    }
    return made[Math.floor(random() * made.length)] ?? '';
  }

  function sequence(): string {
    let text = '';
    while (at < pattern.length && peek() !== '|' && peek() !== ')') text += repeated();
    return text;
  }

  function repeated(): string {
    const from = at;
    const first = atom();
    const [least, most] = count();
    const end = at;
    const times = least + Math.floor(random() * (most - least + 1));
    let text = times > 0 ? first : '';
    for (let n = 1; n < times; n += 1) {
      at = from;
      text += atom();
    }
    at = end;
    return text;
  }

  function count(): [least: number, most: number] {
    const simple = { '?': [0, 1], '*': [0, more], '+': [1, 1 + more] }[peek()] as
      | [number, number]
      | undefined;
    if (simple) {
      at += 1;
      return simple;
    }
    const found = /^\{(\d+)(?:(,)(\d*))?\}/.exec(pattern.slice(at));
    if (!found) return [1, 1];
    at += found[0].length;
    const least = Number(found[1]);
    if (!found[2]) return [least, least];
    return [least, Math.min(found[3] ? Number(found[3]) : least + more, least + 40)];
  }

  function atom(): string {
    const sign = take();
    if (sign === '^' || sign === '$') return '';
    if (sign === '.') return pick(lower);
    if (sign === '[') return pick(members());
    if (sign === '\\') return escaped();
    if (sign === '(') return group();
    if ('*+?{}'.includes(sign)) throw new Unknown();
    return sign;
  }

  function escaped(): string {
    const sign = take();
    const set = shorthand[sign];
    if (set) return pick(set);
    if (/[a-zA-Z0-9]/.test(sign)) throw new Unknown();
    return sign;
  }

  function group(): string {
    if (pattern.startsWith('?:', at)) at += 2;
    else if (peek() === '?') throw new Unknown();
    const text = alternatives();
    at += 1;
    return text;
  }

  function members(): string {
    if (peek() === '^') throw new Unknown();
    let set = '';
    while (at < pattern.length && peek() !== ']') {
      const sign = take();
      if (sign === '\\') {
        const one = take();
        if (!shorthand[one] && /[a-zA-Z0-9]/.test(one)) throw new Unknown();
        set += shorthand[one] ?? one;
      } else if (peek() === '-' && pattern[at + 1] !== ']') {
        at += 1;
        for (let c = sign.charCodeAt(0), last = take().charCodeAt(0); c <= last; c += 1)
          set += String.fromCharCode(c);
      } else set += sign;
    }
    at += 1;
    return set;
  }

  try {
    const text = alternatives();
    return new RegExp(pattern, 'u').test(text) ? text : null;
  } catch {
    return null;
  }
}
