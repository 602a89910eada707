// Everything in a text that could be an order number, a sum or a date, with what speaks for each. Finding is generous; choosing
// is choose.ts.

export interface Candidate<V extends string | number = string | number> {
  readonly value: V;
  readonly from: number;
  readonly to: number;
  /** What is true of it, as numbers of `evidence`. */
  readonly facts: readonly number[];
}

export const kinds = ['orderNumber', 'amountCents', 'date'] as const;
export type Kind = (typeof kinds)[number];

/** What may speak for or against a candidate: weights are learnt for each, in this order. */
export const evidence = [
  'there is none',
  'written in full',
  'written with a sign',
  'written bare',
  'order before it',
  'correction before it',
  'another thing before it',
  'first of several',
  'last of several',
  'one of several',
  'day first, could be either',
  'month first, could be either',
  'paid, charged or refund before it',
  'wrote or promised before it',
  'shipping or extra around it',
] as const;
const fact = Object.fromEntries(evidence.map((name, i) => [name, i])) as Record<
  (typeof evidence)[number],
  number
>;

interface Pattern {
  readonly find: RegExp;
  readonly form: 'written in full' | 'written with a sign' | 'written bare';
  /** One value, or two where it can be read both ways; empty where it is none after all. */
  readonly read: (match: RegExpExecArray) => readonly (string | number)[];
}

const cents = (whole: string | undefined, rest: string | undefined): number[] => [
  Number((whole ?? '').replaceAll(',', '')) * 100 + Number(rest ?? 0),
];
const names = 'january|february|march|april|may|june|july|august|september|october|november|december'.split(
  '|',
);
const two = (n: number): string => String(n).padStart(2, '0');
function day(d: string | undefined, month: number, year = '2026'): string[] {
  const n = Number(d);
  return n >= 1 && n <= 31 && month >= 1 && month <= 12 ? [`${year}-${two(month)}-${two(n)}`] : [];
}
const named = (name: string | undefined): number => names.indexOf((name ?? '').toLowerCase()) + 1;

const patterns: Readonly<Record<Kind, readonly Pattern[]>> = {
  orderNumber: [
    { find: /\bLB[- ]?(\d{5})\b/giu, form: 'written in full', read: ([, n]) => [`LB-${n}`] },
    { find: /#(\d{5})\b/gu, form: 'written with a sign', read: ([, n]) => [`LB-${n}`] },
    {
      find: /(?<![\w#+-])(?<!LB )(\d{5})\b(?![.,]\d)/giu,
      form: 'written bare',
      read: ([, n]) => [`LB-${n}`],
    },
  ],
  amountCents: [
    {
      find: /€ ?(\d{1,3}(?:,\d{3})+|\d+)(?:[.,](\d{2}))?(?!\d)/gu,
      form: 'written with a sign',
      read: ([, whole, rest]) => cents(whole, rest),
    },
    {
      find: /(?<![\d,.])(\d{1,3}(?:,\d{3})+|\d+)(?:[.,](\d{2}|-))? ?(?:EUR|euros?)\b/giu,
      form: 'written in full',
      read: ([, whole, rest]) => cents(whole, rest === '-' ? '0' : rest),
    },
  ],
  date: [
    {
      find: /\b(\d{4})-(\d{2})-(\d{2})\b/gu,
      form: 'written in full',
      read: ([, y, m, d]) => day(d, Number(m), y),
    },
    {
      find: /\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? (january|february|march|april|may|june|july|august|september|october|november|december)\b(?: (\d{4}))?/giu,
      form: 'written in full',
      read: ([, d, m, y]) => day(d, named(m), y),
    },
    {
      find: /\b(january|february|march|april|may|june|july|august|september|october|november|december) (\d{1,2})\b(?:, (\d{4}))?/giu,
      form: 'written in full',
      read: ([, m, d, y]) => day(d, named(m), y),
    },
    {
      find: /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/gu,
      form: 'written bare',
      read: ([, d, m, y]) => day(d, Number(m), y),
    },
    {
      find: /\b(\d{2})\/(\d{2})\/(\d{4})\b/gu,
      form: 'written with a sign',
      read: ([, a, b, y]) => [...day(a, Number(b), y), ...day(b, Number(a), y)],
    },
  ],
};

const around: readonly (readonly [RegExp, number])[] = [
  [/order(?: number)?(?: is)? ?$|(?:parcel|number|tracking of|for) $/iu, fact['order before it']],
  [/(?:meant|right order number is|correction:.{0,10}) ?$/iu, fact['correction before it']],
  [/(?:C-|postcode.{0,12}|customer number.{0,6}|\+\d\d.{0,6})$/iu, fact['another thing before it']],
  [
    /(?:paid|charged|refund of|reimburse|back|my|over|invoice) $/iu,
    fact['paid, charged or refund before it'],
  ],
  [/(?:wrote to you on|first wrote.{0,8}|^on|[.!\n] ?on) $/iu, fact['wrote or promised before it']],
  [/(?:shipping was another|paid|last order was over) $/iu, fact['shipping or extra around it']],
];

/** In the order of the text; a date that can be read both ways is two. */
export function candidatesOf(kind: Kind, text: string): Candidate[] {
  const found: { value: string | number; from: number; to: number; facts: number[] }[] = [];
  for (const { find, form, read } of patterns[kind])
    for (const match of text.slice(0, 4_000).matchAll(find)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (found.some((one) => one.from < to && from < one.to)) continue;
      const before = text.slice(Math.max(0, from - 30), from);
      const after = text.slice(to, to + 12);
      const facts = [fact[form], ...around.filter(([it]) => it.test(before)).map(([, n]) => n)];
      if (/^ extra\b/u.test(after)) facts.push(fact['shipping or extra around it']);
      const values = [...new Set(read(match))];
      values.forEach((value, i) => {
        const either = values.length === 2 ? [evidence.indexOf('day first, could be either') + i] : [];
        found.push({ value, from, to, facts: [...facts, ...either] });
      });
    }
  found.sort((a, b) => a.from - b.from);
  const spots = [...new Set(found.map(({ from }) => from))];
  if (spots.length > 1)
    for (const one of found) {
      if (one.from === spots[0]) one.facts.push(fact['first of several']);
      if (one.from === spots.at(-1)) one.facts.push(fact['last of several']);
      one.facts.push(fact['one of several']);
    }
  return found;
}
