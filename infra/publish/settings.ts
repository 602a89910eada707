// What the two commands are told, by flags or by the environment. A fault is a sentence that names the flag.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { contentOf } from './places.ts';
import { Trouble } from './trouble.ts';

const options = {
  bucket: { type: 'string' },
  store: { type: 'string' },
  origin: { type: 'string' },
  region: { type: 'string' },
  dist: { type: 'string' },
  keep: { type: 'string' },
  'grace-days': { type: 'string' },
  patience: { type: 'string' },
  parallel: { type: 'string' },
  to: { type: 'string' },
  'dry-run': { type: 'boolean' },
  built: { type: 'boolean' },
} as const;

/** The flags that may stand in the environment instead. */
const variables = {
  bucket: 'SITE_BUCKET',
  store: 'SITE_STORE',
  origin: 'SITE_ORIGIN',
  region: 'AWS_REGION',
} as const;

const whole = (least: number, most: number) =>
  z.coerce
    .number(`is no number`)
    .int('is no whole number')
    .min(least, `is less than ${least}`)
    .max(most, `is more than ${most}`);

const onThisMachine = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/?$/;

const form = z.object({
  bucket: z.string('is missing').regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is no name of a bucket'),
  store: z
    .string('is missing')
    .regex(
      /^arn:aws:cloudfront::\d{12}:key-value-store\/[\w-]+$/,
      'is no ARN of a CloudFront key-value store',
    ),
  origin: z
    .string('is missing')
    .refine((text) => URL.canParse(text), 'is no address')
    .refine((text) => text.startsWith('https://') || onThisMachine.test(text), 'is not https'),
  region: z.string().default('us-east-1'),
  dist: z.string().default('dist'),
  keep: whole(2, 100).default(5),
  'grace-days': whole(1, 365).default(7),
  patience: whole(0, 900).default(180),
  parallel: whole(1, 64).default(12),
  to: z
    .string()
    .refine((id) => contentOf(id) !== undefined, 'is no release')
    .optional(),
  'dry-run': z.boolean().default(false),
  built: z.boolean().default(false),
});

export type Settings = z.infer<typeof form>;
/** A dry run works without knowing where to. */
const targetless = form.partial({ bucket: true, store: true, origin: true });

export type DrySettings = z.infer<typeof targetless>;

export function readSettings(argv: readonly string[], env: NodeJS.ProcessEnv): DrySettings {
  let given: Record<string, unknown>;
  try {
    given = parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new Trouble('A flag is not known.', {
      why: error instanceof Error ? error.message : `${error}`,
      todo: `use ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(', ')}.`,
    });
  }
  for (const [flag, variable] of Object.entries(variables)) given[flag] ??= env[variable] || undefined;
  const parsed = (given['dry-run'] ? targetless : form).safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const flag = String(path[0]);
    const variable = flag in variables ? ` (or ${variables[flag as keyof typeof variables]})` : '';
    return `--${flag}${variable} ${message}`;
  });
  throw new Trouble('The settings are not complete.', {
    why: `${faults.join('; ')}.`,
    todo: 'give them as flags or in the environment. The outputs of the stack lavbytes-site name the bucket and the store. Or add --dry-run.',
  });
}

export const isComplete = (settings: DrySettings): settings is DrySettings & Settings =>
  settings.bucket !== undefined && settings.store !== undefined && settings.origin !== undefined;
