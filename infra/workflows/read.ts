// The workflows as data, each value with the line that it stands on. What is not of the form that the rules and the figure
// need is a fault, so nothing can hide in a form that nobody reads.
import { readdirSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

export const workflowsFolder = '.github/workflows';

const strings = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const permissions = z.union([z.string(), z.record(z.string(), z.enum(['read', 'write', 'none']))]);

const step = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.union([z.string(), z.boolean()]).optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: strings.optional(),
  env: strings.optional(),
});
const job = z.strictObject({
  name: z.string().optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  if: z.string().optional(),
  'runs-on': z.string().optional(),
  'timeout-minutes': z.number().optional(),
  environment: z.string().optional(),
  permissions: permissions.optional(),
  strategy: z
    .strictObject({
      'max-parallel': z.int().optional(),
      matrix: z.record(z.string(), z.array(z.string())),
    })
    .optional(),
  env: strings.optional(),
  uses: z.string().optional(),
  secrets: z.unknown().optional(),
  steps: z.array(step).default([]),
});
const workflow = z.strictObject({
  name: z.string().optional(),
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  permissions: permissions.optional(),
  concurrency: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  env: strings.optional(),
  jobs: z.record(z.string(), job),
});
export type Step = z.output<typeof step>;
export type Job = z.output<typeof job>;

export interface Workflow extends z.output<typeof workflow> {
  readonly file: string;
  readonly text: string;
  /** Line of the value at a path: `lineOf(['jobs', 'test', 'steps', 0])`. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** @throws with file and reason when the text is no workflow of the form above. */
export function parseWorkflow(file: string, text: string): Workflow {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) throw new Error(`${file}: ${broken.message}`);
  const parsed = workflow.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      const range = (node as { range?: readonly number[] } | undefined)?.range;
      if (range) return lines.linePos(range[0] ?? 0).line;
    }
    return 1;
  };
  return { ...parsed.data, file, text, lineOf };
}

export const readWorkflows = (folder = workflowsFolder): Workflow[] =>
  readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => parseWorkflow(`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8')));

export const triggers = ({ on }: Workflow): string[] =>
  typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);

/** The file that a job calls, or undefined for a job with steps of its own. */
export const calledBy = ({ uses }: Job): string | undefined => uses?.replace(/^\.\//, '');
