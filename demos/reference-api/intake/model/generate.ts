// Messages with known answers, the same for the same seed in every engine. Synthetic: no customer wrote any of them. They are
// made to be about as hard as real ones: typos, two wishes in one, facts that are missing, corrected or surrounded by others
// that look alike, texts that belong elsewhere, and texts that give orders.
import type { Fields } from './message.ts';
import {
  asks,
  closings,
  fillers,
  firstNames,
  intents,
  lastNames,
  openings,
  orders,
  outOfScope,
  pressure,
  type Urgency,
} from './phrases.ts';
import { type Random, random } from './random.ts';

/** What makes a message hard; 'plain' when nothing does. */
export type Trait = 'plain' | 'typos' | 'mixed' | 'conflicting' | 'out-of-scope' | 'injected';

export interface Message {
  readonly text: string;
  readonly truth: Fields;
  readonly traits: readonly Trait[];
}

export interface Traffic {
  /** Share of messages from elsewhere; 0 in training, up to 1 with drift. */
  readonly outOfScope: number;
}

/** `count` messages. @param seed any whole number; each has its own stream */
export function generate(seed: number, count: number, traffic: Traffic = { outOfScope: 0 }): Message[] {
  const draw = random(seed);
  return Array.from({ length: count }, () => message(draw, traffic));
}

function message(draw: Random, traffic: Traffic): Message {
  if (draw.chance(traffic.outOfScope)) return stranger(draw);
  const traits: Trait[] = [];
  const intent = draw.pick(intents);
  const urgency: Urgency = draw.chance(0.25) ? 'high' : draw.chance(0.2) ? 'low' : 'normal';
  const ask = draw.pick(asks[intent]);
  const facts = factsFor(draw, ask);
  const sentences = [ask];

  // A second wish, mentioned on the way: the first stays the one to answer.
  if (draw.chance(0.12)) {
    const other = draw.pick(asks[draw.pick(intents)]);
    sentences.push(
      `${draw.pick(['Also:', 'By the way,', 'And one more thing.', 'Besides,'])} ${without(other)}`,
    );
    traits.push('mixed');
  }
  if (draw.chance(0.4)) sentences.splice(draw.below(2) * sentences.length, 0, draw.pick(fillers));
  if (facts.orderNumber !== null && draw.chance(0.06)) {
    const right = orderNumber(draw);
    sentences.push(
      draw.pick([`Sorry, the right order number is ${right}.`, `Correction: I meant ${right}.`]),
    );
    facts.final = right;
    traits.push('conflicting');
  }
  if (draw.chance(0.05)) {
    sentences.push(draw.pick(orders));
    traits.push('injected');
  }
  const push = draw.pick(pressure[urgency]);
  if (push !== '') sentences.splice(draw.chance(0.3) ? 0 : sentences.length, 0, push);

  let body = fill(draw, sentences.join(' '), facts);
  if (draw.chance(0.25)) {
    body = mistyped(draw, body);
    traits.push('typos');
  }
  const text = [draw.pick(openings), body, fill(draw, draw.pick(closings), facts)].filter(Boolean).join('\n');
  const truth: Fields = {
    intent,
    urgency,
    orderNumber: facts.final,
    amountCents: facts.amountCents,
    date: facts.date?.iso ?? null,
  };
  return { text, truth, traits: traits.length === 0 ? ['plain'] : traits };
}

function stranger(draw: Random): Message {
  const ask = draw.pick(outOfScope);
  const facts = factsFor(draw, ask);
  const second = draw.chance(0.5) ? ` ${without(draw.pick(outOfScope))}` : '';
  const text = [draw.pick(openings), fill(draw, ask + second, facts), fill(draw, draw.pick(closings), facts)];
  const truth: Fields = {
    intent: 'other',
    urgency: 'normal',
    orderNumber: null,
    amountCents: facts.amountCents,
    date: facts.date?.iso ?? null,
  };
  return { text: text.filter(Boolean).join('\n'), truth, traits: ['out-of-scope'] };
}

interface Facts {
  readonly orderNumber: string | null;
  /** The one that counts, after any correction. */
  final: string | null;
  readonly amountCents: number | null;
  readonly date: {
    readonly iso: string;
    readonly day: number;
    readonly month: number;
    readonly year: number;
  } | null;
  readonly american: boolean;
}

function factsFor(draw: Random, ask: string): Facts {
  // Now and then people leave out what they were going to say.
  const number = ask.includes('{o}') && !draw.chance(0.06) ? orderNumber(draw) : null;
  const amountCents = ask.includes('{a}') ? amount(draw) : null;
  const date = ask.includes('{d}') ? someDay(draw) : null;
  return { orderNumber: number, final: number, amountCents, date, american: draw.chance(0.1) };
}

const orderNumber = (draw: Random): string => `LB-${10_000 + draw.below(90_000)}`;
const amount = (draw: Random): number =>
  draw.chance(0.4) ? 500 * (1 + draw.below(60)) : 199 + draw.below(draw.chance(0.1) ? 250_000 : 30_000);

function someDay(draw: Random) {
  const [year, month, day] = [2026, 1 + draw.below(9), 1 + draw.below(28)];
  return { iso: `${year}-${two(month)}-${two(day)}`, day, month, year };
}

/** The sentence without places for facts: what is mentioned on the way carries none. */
const without = (ask: string): string =>
  ask
    .replaceAll(/,? (?:order |number |parcel )*\{o\}/g, ' my order')
    .replaceAll(/ (?:over |for |of |on |by |since )?\{[ad]\}/g, '');

function fill(draw: Random, text: string, facts: Facts): string {
  return text.replaceAll(/\{([oadncpse])\}/g, (_, what: string) => {
    switch (what) {
      case 'o':
        return facts.orderNumber === null ? 'my last one' : writtenOrder(draw, facts.orderNumber);
      case 'a':
        return facts.amountCents === null ? 'the sum' : writtenAmount(draw, facts.amountCents);
      case 'd':
        return facts.date === null ? 'that day' : writtenDate(draw, facts.date, facts.american);
      case 'n':
        return `${draw.pick(firstNames)}${draw.chance(0.7) ? ` ${draw.pick(lastNames)}` : ''}`;
      case 's':
        return writtenAmount(draw, amount(draw));
      case 'e':
        return writtenDate(draw, someDay(draw), facts.american);
      case 'c':
        return `C-${10_000 + draw.below(90_000)}`;
      default:
        return `+${draw.pick(['44', '49', '33', '39', '48'])} ${100 + draw.below(900)} ${100_000 + draw.below(900_000)}`;
    }
  });
}

function writtenOrder(draw: Random, number: string): string {
  const digits = number.slice(3);
  return draw.pick([
    number,
    number,
    number,
    `#${digits}`,
    `LB ${digits}`,
    number.toLowerCase(),
    `LB${digits}`,
    digits,
  ]);
}

function writtenAmount(draw: Random, cents: number): string {
  const [whole, rest] = [Math.floor(cents / 100), two(cents % 100)];
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
  const forms = [
    `€${grouped}.${rest}`,
    `${whole},${rest} EUR`,
    `${grouped}.${rest} euros`,
    `€ ${whole},${rest}`,
  ];
  if (rest === '00') forms.push(`${whole} euros`, `€${whole}`, `${whole},- EUR`);
  return draw.pick(forms);
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function writtenDate(
  draw: Random,
  { iso, day, month, year }: NonNullable<Facts['date']>,
  american: boolean,
): string {
  const name = months[month - 1] as string;
  if (american) return draw.pick([`${name} ${day}, ${year}`, `${two(month)}/${two(day)}/${year}`]);
  return draw.pick([
    iso,
    `${day} ${name} ${year}`,
    `${day} ${name}`,
    `${two(day)}/${two(month)}/${year}`,
    `${day}.${month}.${year}`,
    `${name} ${day}`,
    `the ${day}${ordinal(day)} of ${name}`,
  ]);
}

const ordinal = (day: number): string =>
  ({ 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd' })[day] ?? 'th';
const two = (n: number): string => String(n).padStart(2, '0');

/** Letters that are swapped, doubled, dropped or lose their accent; figures stay as they are. */
function mistyped(draw: Random, text: string): string {
  const letters = [...text];
  const times = 1 + draw.below(4);
  for (let i = 0; i < times; i++) {
    const at = draw.below(letters.length - 1);
    const [one, next] = [letters[at] as string, letters[at + 1] as string];
    if (!/[a-z]/.test(one) || !/[a-z]/.test(next)) continue;
    const kind = draw.below(3);
    if (kind === 0) letters.splice(at, 2, next, one);
    else if (kind === 1) letters.splice(at, 1);
    else letters.splice(at, 0, one);
  }
  return letters.join('');
}
