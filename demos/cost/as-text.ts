// The estimate to take away: as text for a mail, as CSV for a spreadsheet. Both name the source of every price.
import { accepted, notCounted } from './accepts.ts';
import type { Config } from './config.ts';
import { byPart, estimate, money } from './estimate.ts';
import { partIds, partOf } from './parts.ts';
import { certaintyOf, hoursPerMonth, priceOf, readAt, region } from './prices.ts';

export function asText(config: Config): string {
  const all = estimate(config);
  const sums = byPart(all);
  const rows = partIds.flatMap((id) => {
    const { name, detail } = partOf(id);
    return [
      `${money(sums.get(id) ?? 0).padStart(12)}  ${name} (${detail})`,
      ...all.lines
        .filter(({ part }) => part === id)
        .map(({ what, from, price, free, cents }) => {
          const { dollars, unit } = priceOf(price);
          const less = free > 0 ? `, ${free} of them free` : '';
          return `${' '.repeat(14)}${what}: ${from}${less}; $${dollars} per ${unit} = ${money(cents)} (${readAt(priceOf(price))})`;
        }),
    ];
  });
  return [
    `Estimate for a month of ${hoursPerMonth} hours in ${region}: ${money(all.cents)}`,
    '',
    ...rows,
    `${money(all.cents).padStart(12)}  Total`,
    '',
    'Not counted:',
    ...notCounted.map((one) => `- ${one}`),
    ...accepted(config).flatMap((one, at) =>
      at === 0 ? ['', 'This configuration accepts:', `- ${one}`] : [`- ${one}`],
    ),
    '',
    'Prices were read at second hand on the dates given. An estimate, not an offer of AWS.',
    '',
  ].join('\n');
}

const columns = [
  'part',
  'line',
  'from',
  'quantity',
  'free',
  'unit',
  'price_usd',
  'amount_usd',
  'certainty',
  'source',
];

/** RFC 4180, one line of the bill a row; the last row is the total. */
export function asCsv(config: Config): string {
  const { lines, cents } = estimate(config);
  const rows = lines.map((line) => {
    const price = priceOf(line.price);
    return [
      line.part,
      line.what,
      line.from,
      line.quantity,
      line.free,
      price.unit,
      price.dollars,
      (line.cents / 100).toFixed(2),
      certaintyOf(price),
      readAt(price),
    ];
  });
  const total = ['total', '', '', '', '', '', '', (cents / 100).toFixed(2), '', ''];
  return [columns, ...rows, total].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
