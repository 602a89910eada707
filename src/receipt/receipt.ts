// What the drift gate compared in this build, as infra/gate/command.ts left it: figures that nobody writes by hand.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'astro/zod';

const file = '.cache/gate/receipt.json';

const check = z.strictObject({ id: z.string(), says: z.string(), place: z.string() });
const job = z.strictObject({
  name: z.string(),
  after: z.array(z.string()),
  file: z.string(),
  line: z.int(),
  each: z.array(z.string()),
  rights: z.boolean(),
  steps: z.array(z.strictObject({ name: z.string(), line: z.int() })),
});
const receiptSchema = z.strictObject({
  format: z.literal(1),
  commit: z.string(),
  resources: z.int(),
  boxes: z.int(),
  arrows: z.int(),
  hidden: z.array(z.strictObject({ type: z.string(), why: z.string(), count: z.int() })),
  parts: z.int(),
  within: z.int(),
  properties: z.array(check),
  edges: z.array(check),
  shorter: z.int(),
  steps: z.array(check),
  pipeline: z.strictObject({ name: z.string(), file: z.string(), jobs: z.array(job) }),
});
export type Receipt = z.output<typeof receiptSchema>;

let read: Receipt | undefined;

/** Read once a build. @throws when the gate has not run: a page cannot show what was not compared. */
export function receipt(): Receipt {
  if (read) return read;
  if (!existsSync(file))
    throw new Error(`${file} is missing: run node infra/gate/command.ts (npm run build and npm test do).`);
  read = receiptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return read;
}

export const hiddenCount = ({ hidden }: Receipt): number => hidden.reduce((sum, { count }) => sum + count, 0);

/** A check by the name that a claim gives it: "postgres: a standby in a second zone", "cdn>s3-static". */
export const checkOf = (id: string): Receipt['properties'][number] | undefined =>
  [...receipt().properties, ...receipt().edges, ...receipt().steps].find((one) => one.id === id);
