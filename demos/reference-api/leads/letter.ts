// The mail to the firm. What the person wrote goes into the text and the Reply-To, and never into a header by string work:
// the adapter builds headers from parts (RFC 5322), and the contract has refused line breaks in name and address.
import type { Lead } from './contract.ts';
import type { Letter } from './ports.ts';

export function letterOf(lead: Lead, reference: string, at: number, domain: string): Letter {
  const rows: readonly (readonly [string, string])[] = [
    ['Reference', reference],
    ['Received', new Date(at).toISOString()],
    ['Name', lead.name],
    ['E-mail', lead.email],
    ['Company', lead.company],
    ['Stage', lead.stage],
    ['Budget', lead.budget],
    ['Time', lead.time],
    ['NDA first', lead.nda ? 'yes' : 'no'],
    ['Topic', lead.topic ?? ''],
    ['Came from', [lead.from, lead.claim].filter(Boolean).join(', ')],
  ];
  const parts = [
    rows
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    `What they are building:\n${lead.building}`,
    ...(lead.matters === '' ? [] : [`What matters:\n${lead.matters}`]),
    ...(lead.looked.length === 0 ? [] : [`What they looked at:\n${lead.looked.join('\n')}`]),
  ];
  return {
    messageId: `<${reference.toLowerCase()}@${domain}>`,
    replyTo: { name: lead.name, address: lead.email },
    subject: `${reference}: a project`,
    text: `${parts.join('\n\n')}\n`,
  };
}
