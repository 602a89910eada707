// The configuration of the stacks: values by name, from the environment or from `cdk -c NAME=value`, parsed with each stack's own
// schema (config.ts in its folder). A value that is wrong or missing is a sentence that names it, and nothing is synthesised.
import * as z from 'zod';

export type Values = Readonly<Record<string, string | undefined>>;

/** @throws ConfigFaults with every fault, not the first only. Values that no field asks for are not looked at. */
export function readConfig<Schema extends z.ZodObject>(schema: Schema, values: Values): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => (values[name] ? [[name, values[name]]] : [])),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigFaults(
    parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return name in given ? `${name}: ${message}.` : `${name}: is missing; it ${message}.`;
    }),
  );
}

export class ConfigFaults extends Error {
  override name = 'ConfigFaults';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** A field whose every fault is the one sentence: "<NAME>: <is …>." */
const form = (pattern: RegExp, is: string) => z.string({ error: is }).regex(pattern, is);

export const hostName = form(
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
  'is a host name in lower case, such as app.example.com',
);
export const zoneId = form(
  /^Z[A-Z0-9]{5,31}$/,
  'is the id of a Route 53 hosted zone, such as Z0123456789ABC',
);
export const mailAddress = z.email({ error: 'is a mail address, such as alarms@example.com' });
export const accountName = form(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/, 'is the name of an account on GitHub');
export const repositoryName = form(
  /^[A-Za-z0-9._-]{1,100}$/,
  'is the name of a repository, without its owner',
);
export const numericId = form(/^[1-9]\d{0,19}$/, 'is a number, as GitHub’s API gives it under "id"');
export const bucketName = form(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is the name of an S3 bucket');
export const storeArn = form(
  /^arn:aws:cloudfront::\d{12}:key-value-store\/[\w-]+$/,
  'is the ARN of a CloudFront key-value store',
);
export const digest = form(
  /^sha256:[0-9a-f]{64}$/,
  'is the digest of an image: sha256: and 64 hexadecimal digits',
);

/** A whole number from least to most; given as text. */
export const whole = (least: number, most: number) => {
  const error = `is a whole number from ${least} to ${most}`;
  return form(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
};

/** One of the words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `is one of ${words.join(', ')}` });
