// What JSON.parse lets through and this service does not: members named twice (RFC 8259 leaves open which one counts),
// names that reach a prototype, U+0000 and lone surrogates (PostgreSQL refuses or replaces them), numbers that a double
// cannot hold (RFC 7493), and any depth or number of members. One pass over the text, before anything is built from it.
// On text that is not JSON the answer means nothing: JSON.parse comes afterwards and refuses it.

export type JsonFault =
  | 'too-deep'
  | 'too-many-members'
  | 'member-twice'
  | 'member-name'
  | 'nul'
  | 'lone-surrogate'
  | 'number-range';

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

const quote = 0x22;
const backslash = 0x5c;

/** @returns the first fault from the left, or null. */
export function jsonFault(text: string, limits: { depth: number; members: number }): JsonFault | null {
  /** One entry an open bracket: the names of an object so far, or null for an array. */
  const open: (Set<string> | null)[] = [];
  let members = 0;
  let nameNext = false;
  let mark = next(text, 0);

  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      const start = i + 1;
      let escaped = false;
      for (i = text.indexOf('"', start); i !== -1; i = text.indexOf('"', i + 1)) {
        let after = 0;
        while (mark < i) {
          escaped = true;
          after = escapeEnd(text, mark);
          if (after === nul) return 'nul';
          if (after === lone) return 'lone-surrogate';
          mark = next(text, after);
        }
        if (after <= i) break;
      }
      if (i === -1) return null;
      if (nameNext) {
        nameNext = false;
        const names = open.at(-1) as Set<string>;
        const name = escaped ? decoded(text.slice(start - 1, i + 1)) : text.slice(start, i);
        if (forbidden.has(name)) return 'member-name';
        if (names.has(name)) return 'member-twice';
        names.add(name);
        members += 1;
        if (members > limits.members) return 'too-many-members';
      }
    } else if (c === 0x7b || c === 0x5b) {
      if (open.length === limits.depth) return 'too-deep';
      nameNext = c === 0x7b;
      open.push(nameNext ? new Set() : null);
    } else if (c === 0x7d || c === 0x5d) {
      open.pop();
      nameNext = false;
    } else if (c === 0x2c) {
      nameNext = open.length > 0 && open.at(-1) !== null;
    } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
      const end = numberEnd(text, i);
      if ((end - i > 15 || hasExponent(text, i, end)) && !fits(text.slice(i, end))) return 'number-range';
      i = end - 1;
    }
  }
  return null;
}

const next = (text: string, from: number): number => {
  const found = text.indexOf('\\', from);
  return found === -1 ? Number.POSITIVE_INFINITY : found;
};

const nul = -1;
const lone = -2;

/** @returns where the escape that begins at `at` ends (a surrogate pair is one escape), or `nul`, or `lone`. */
function escapeEnd(text: string, at: number): number {
  if (text[at + 1] !== 'u') return at + 2;
  const unit = unitAt(text, at);
  if (unit === 0) return nul;
  if (unit < 0xd800 || unit > 0xdfff || Number.isNaN(unit)) return at + 6;
  const low = text.charCodeAt(at + 6) === backslash && text[at + 7] === 'u' ? unitAt(text, at + 6) : 0;
  return unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff ? at + 12 : lone;
}

const unitAt = (text: string, at: number): number => Number.parseInt(text.slice(at + 2, at + 6), 16);

function decoded(literal: string): string {
  try {
    return JSON.parse(literal);
  } catch {
    return '';
  }
}

function numberEnd(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const part = (c >= 0x30 && c <= 0x39) || c === 0x2e || c === 0x2b || c === 0x2d || (c | 0x20) === 0x65;
    if (!part) break;
  }
  return i;
}

function hasExponent(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((text.charCodeAt(i) | 0x20) === 0x65) return true;
  return false;
}

/** Whole numbers must survive exactly; the rest must be finite. */
function fits(number: string): boolean {
  const value = Number(number);
  if (Number.isNaN(value)) return true;
  if (!Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || !Number.isInteger(value);
}
