// Leads for a spreadsheet (RFC 4180). A cell that a spreadsheet would run (= + - @, tab, carriage return) gets an apostrophe in
// front, as OWASP's "CSV injection" says; the file opens with U+FEFF so that Excel reads UTF-8.
import type { Lead } from './contract.ts';

export interface ListedLead {
  readonly reference: string;
  readonly at: string;
  readonly lead: Lead;
}

const columns: readonly (readonly [string, (listed: ListedLead) => string])[] = [
  ['Reference', ({ reference }) => reference],
  ['Received', ({ at }) => at],
  ['Name', ({ lead }) => lead.name],
  ['E-mail', ({ lead }) => lead.email],
  ['Company', ({ lead }) => lead.company],
  ['Building', ({ lead }) => lead.building],
  ['Stage', ({ lead }) => lead.stage],
  ['Matters', ({ lead }) => lead.matters],
  ['Budget', ({ lead }) => lead.budget],
  ['Time', ({ lead }) => lead.time],
  ['NDA', ({ lead }) => (lead.nda ? 'yes' : 'no')],
  ['Topic', ({ lead }) => lead.topic ?? ''],
  ['From', ({ lead }) => lead.from ?? ''],
  ['Claim', ({ lead }) => lead.claim ?? ''],
  ['Looked at', ({ lead }) => lead.looked.join(' ')],
];

export const csvOf = (leads: readonly ListedLead[]): string =>
  `\uFEFF${[columns.map(([name]) => name), ...leads.map((listed) => columns.map(([, read]) => read(listed)))]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('')}`;

function cell(value: string): string {
  const safe = /^\s*[=+\-@]|^[\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
