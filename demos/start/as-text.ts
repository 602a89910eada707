// The message as plain text: for the mail link, for the clipboard, and as the copy of what was sent.
import { budgetWords, fieldWords, mailAddress, stageWords, timeWords } from './demo.ts';
import { isWritten, type Values } from './values.ts';

/** Mail programs cut long links; what does not fit is left to the clipboard. */
const longest = 1_800;

export function asText(values: Values): string {
  const { building, matters, nda, looked } = values;
  const word = (words: Readonly<Record<string, string>>, id: string) => words[id] ?? id;
  const rows: readonly (readonly [keyof typeof fieldWords, string])[] = [
    ['stage', word(stageWords, values.stage)],
    ['budget', values.budget === 'unknown' ? '' : word(budgetWords, values.budget)],
    ['time', values.time === 'open' ? '' : word(timeWords, values.time)],
    ['nda', nda ? 'yes' : ''],
    ['name', values.name],
    ['email', values.email],
    ['company', values.company],
    ['topic', values.topic],
    ['from', values.from],
    ['claim', values.claim],
  ];
  return [
    `${fieldWords.building}:\n${building}`,
    ...(matters.trim() === '' ? [] : [`${fieldWords.matters}:\n${matters}`]),
    rows
      .filter(([, text]) => text !== '')
      .map(([name, text]) => `${fieldWords[name]}: ${text}`)
      .join('\n'),
    ...(looked.length === 0 ? [] : [`${fieldWords.looked}:\n${looked.join('\n')}`]),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n');
}

/** Opens the mail program with the message in it, or with its first part and a note to paste the rest. */
export function mailLink(values: Values): string {
  const text = asText(values);
  const whole = text.length <= longest;
  const body = whole
    ? text
    : `${text.slice(0, longest)}…\n\n(Longer than a mail link may be: please paste the rest.)`;
  const query = new URLSearchParams({
    subject: 'A project for LavBytes',
    ...(isWritten(values) && { body }),
  });
  return `mailto:${mailAddress}?${query.toString().replaceAll('+', '%20')}`;
}
