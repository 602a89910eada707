// What a reader's own schema begins as, and the values beside it.
import type { Example } from './contracts.ts';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

export const ownSource = `import * as z from 'zod';

const line = z.strictObject({
  item: z.string().min(1).max(80),
  quantity: z.int().min(1).max(999),
  price: z.number().positive(),
});

export default z.strictObject({
  number: z.string().regex(/^INV-\\d{4}$/, 'looks like INV-0042'),
  customer: z.email(),
  due: z.iso.date(),
  lines: z.array(line).min(1).max(20),
  paid: z.boolean().default(false),
});
`;

const line = { item: 'Pallet', quantity: 4, price: 12.5 };
const invoice = { number: 'INV-0042', customer: 'office@aster.example', due: '2026-03-31', lines: [line] };

export const ownExamples: readonly Example[] = [
  { name: 'An invoice', text: json(invoice) },
  {
    name: 'Wrong three times',
    text: json({ ...invoice, number: '42', lines: [line, { ...line, quantity: 0 }], due: '31.03.2026' }),
  },
  { name: 'Paid by the sender', text: json({ ...invoice, paid: true, approvedBy: 'me' }) },
];
