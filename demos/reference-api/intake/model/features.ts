// A text as counted features: words, pairs of words and three-letter pieces, each hashed to one of 4,096 places. Where each
// stands in the text is kept, so that a score can be shown as what it was made of.

export const places = 4_096;

export interface Feature {
  /** 0 … places - 1 */
  readonly at: number;
  /** Where in the text: [from, to). */
  readonly from: number;
  readonly to: number;
}

const word = /[\p{L}]+|\d+|[!?€#%]/gu;

/** FNV-1a, 32 bits, over UTF-16 units. */
function hash(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  h ^= h >>> 15;
  return (h >>> 0) % places;
}

/** At most the first 4,000 characters are read. */
export function featuresOf(text: string): Feature[] {
  const found: Feature[] = [];
  let before: { shape: string; from: number } | undefined;
  for (const match of text.slice(0, 4_000).matchAll(word)) {
    const [from, to] = [match.index, match.index + match[0].length];
    // Numbers say that there is one and not which.
    const shape = /^\d/.test(match[0]) ? '0' : match[0].toLowerCase();
    found.push({ at: hash(shape, 1), from, to });
    if (before !== undefined) found.push({ at: hash(`${before.shape} ${shape}`, 2), from: before.from, to });
    if (shape.length > 3) {
      const padded = `^${shape}$`;
      for (let i = 0; i + 3 <= padded.length; i++)
        found.push({
          at: hash(padded.slice(i, i + 3), 3),
          from: from + Math.max(0, i - 1),
          to: Math.min(to, from + i + 2),
        });
    }
    before = { shape, from };
  }
  return found;
}
