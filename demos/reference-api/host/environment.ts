// The environment as settings, or one sentence a fault. Nothing else in the service reads process.env.
import * as z from 'zod';
import type { Config, Layer } from '../deps.ts';
import { productionLimits } from '../gateway/production-limits.ts';
import { exampleLeads, leadDefaults } from '../leads/settings.ts';
import { sandboxIssuer } from '../secrets/sandbox.ts';

const layers = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'] as const;
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const yesNo = z.enum(['yes', 'no']).transform((word) => word === 'yes');
const perSeconds = z
  .string()
  .regex(/^\d{1,7}\/\d{1,5}$/, 'is written as requests/seconds, for example 100/60')
  .transform((text) => {
    const [limit, seconds] = text.split('/').map(Number) as [number, number];
    return { limit, seconds };
  });
const origin = z.url({ protocol: /^https?$/ });

const schema = z.object({
  MODE: z.enum(['production', 'development', 'sandbox', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  METRICS_PORT: whole(0, 65_535).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CA: z
    .string()
    .startsWith('-----BEGIN CERTIFICATE-----', 'is the text of a PEM certificate')
    .optional(),
  /** Name or ARN of a secret in AWS Secrets Manager that holds the password as JSON: for a password that is rotated. */
  DATABASE_SECRET: z.string().min(1).max(2_048).optional(),
  DATABASE_POOL: whole(1, 200).default(20),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  S3_BUCKET: z.string().min(3).max(63).optional(),
  S3_ENDPOINT: origin.optional(),
  AWS_REGION: z.string().default('eu-central-1'),
  OBJECTS_FOLDER: z.string().optional(),
  SECRETS: z.enum(['environment', 'aws', 'made-up']).optional(),
  SECRETS_PREFIX: z.string().default('reference-api/'),
  ISSUER: origin.optional(),
  AUDIENCE: origin.optional(),
  /** How long others may keep our key set: a new key signs only after that. */
  JWKS_SECONDS: whole(60, 86_400).optional(),
  TRUSTED_HOPS: whole(0, 5).default(0),
  ALLOWLIST: list.default([]),
  REQUIRE_TLS: yesNo.optional(),
  REQUIRE_ORIGIN_SECRET: yesNo.optional(),
  LIMIT_CLIENT: perSeconds.default(productionLimits.client),
  LIMIT_ACCOUNT: perSeconds.default(productionLimits.account),
  LIMIT_SIGN_IN: perSeconds.default(productionLimits.signIn),
  BODY_BYTES: whole(1024, 10_485_760).default(productionLimits.bodyBytes),
  LAYERS_OFF: list.pipe(z.array(z.enum(layers, `names layers among ${layers.join(', ')}`))).default([]),
  DRAIN_SECONDS: whole(1, 10).default(10),
  OTLP_ENDPOINT: origin.optional(),
  MODEL_URL: origin.optional(),
  MODEL_NAME: z.string().min(1).max(100).optional(),
  MODEL_KEY: z.string().min(1).max(500).optional(),
  LEADS_ORGANISATION: z.uuid().optional(),
  LEADS_ORIGINS: list.pipe(z.array(origin)).default([]),
  LEADS_FROM: z.email().default('leads@reference-api.example'),
  LEADS_TO: z.email().default('leads@reference-api.example'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
});

export interface Settings {
  readonly config: Config;
  readonly host: string;
  readonly port: number;
  /** Where Prometheus asks; null: nowhere. Never the public port. */
  readonly metricsPort: number | null;
  /** `secret`: of the password, where it does not stand in the address. */
  readonly database: {
    url: string;
    ownerUrl: string;
    ca: string | null;
    secret: string | null;
    pool: number;
  } | null;
  readonly redis: string | null;
  readonly s3: { bucket: string; endpoint: string | null; region: string } | null;
  /** null: one of its own for this start, because an embedded database begins a new audit trail each time. */
  readonly objectsFolder: string | null;
  readonly secrets: { from: 'environment' | 'aws' | 'made-up'; prefix: string; region: string };
  readonly drainSeconds: number;
  readonly otlp: string | null;
  /** An OpenAI-compatible model that reads the messages; null: the embedded classifier does. */
  readonly model: { url: string; name: string; key: string } | null;
  /** How leads are told of; null: they are stored, and nobody is mailed. */
  readonly mail: { url: string; from: string; to: string } | null;
}

/** @throws EnvironmentFaults with every fault, not the first only. Values are never repeated: some of them are secrets. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name in schema.shape && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new EnvironmentFaults(
      parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}.`),
    );
  const e = parsed.data;
  const production = e.MODE === 'production';
  const faults = production ? productionFaults(e) : [];
  if (e.LAYERS_OFF.length > 0 && e.MODE !== 'sandbox' && e.MODE !== 'test')
    faults.push('LAYERS_OFF: layers can be switched off with MODE=sandbox or MODE=test only.');
  if (e.DATABASE_URL !== undefined && e.SECRETS === 'made-up' && !production)
    faults.push('SECRETS: made-up secrets end with the process, and what they seal in a database does not.');
  const model = [e.MODEL_URL, e.MODEL_NAME, e.MODEL_KEY];
  if (model.some((it) => it !== undefined) && model.some((it) => it === undefined))
    faults.push('MODEL_URL: MODEL_URL, MODEL_NAME and MODEL_KEY go together.');
  if (production && e.MODEL_URL?.startsWith('http:'))
    faults.push('MODEL_URL: is an https address in production.');
  if (
    e.DATABASE_SECRET !== undefined &&
    e.DATABASE_URL !== undefined &&
    new URL(e.DATABASE_URL).password !== ''
  )
    faults.push('DATABASE_SECRET: the password stands there or in DATABASE_URL, not in both.');
  if (faults.length > 0) throw new EnvironmentFaults(faults);

  const issuer = e.ISSUER ?? `https://${e.MODE}.reference-api.example`;
  return {
    host: e.HOST,
    port: e.PORT,
    metricsPort: e.METRICS_PORT ?? null,
    database: e.DATABASE_URL
      ? {
          url: e.DATABASE_URL,
          ownerUrl: e.DATABASE_OWNER_URL ?? e.DATABASE_URL,
          ca: e.DATABASE_CA ?? null,
          secret: e.DATABASE_SECRET ?? null,
          pool: e.DATABASE_POOL,
        }
      : null,
    redis: e.REDIS_URL ?? null,
    s3: e.S3_BUCKET ? { bucket: e.S3_BUCKET, endpoint: e.S3_ENDPOINT ?? null, region: e.AWS_REGION } : null,
    objectsFolder: e.OBJECTS_FOLDER ?? null,
    secrets: {
      from: e.SECRETS ?? (e.DATABASE_URL === undefined ? 'made-up' : 'environment'),
      prefix: e.SECRETS_PREFIX,
      region: e.AWS_REGION,
    },
    drainSeconds: e.DRAIN_SECONDS,
    otlp: e.OTLP_ENDPOINT ?? null,
    model: e.MODEL_URL ? { url: e.MODEL_URL, name: e.MODEL_NAME ?? '', key: e.MODEL_KEY ?? '' } : null,
    mail: e.SMTP_URL === undefined ? null : { url: e.SMTP_URL, from: e.LEADS_FROM, to: e.LEADS_TO },
    config: {
      mode: e.MODE,
      issuer,
      audience: e.AUDIENCE ?? issuer,
      trustedHops: e.TRUSTED_HOPS,
      allowlist: e.ALLOWLIST,
      requireTls: e.REQUIRE_TLS ?? production,
      requireOriginSecret: e.REQUIRE_ORIGIN_SECRET ?? production,
      limits: {
        client: e.LIMIT_CLIENT,
        account: e.LIMIT_ACCOUNT,
        signIn: e.LIMIT_SIGN_IN,
        bodyBytes: e.BODY_BYTES,
      },
      layersOff: e.LAYERS_OFF as Layer[],
      ...(e.JWKS_SECONDS !== undefined && { identity: { jwksSeconds: e.JWKS_SECONDS } }),
      ...leadsOf(e),
    },
  };
}

/** Outside production the example organisation is written to; in production nobody is unless it is said who. */
function leadsOf(e: z.output<typeof schema>): Pick<Config, 'leads'> {
  const organisation =
    e.LEADS_ORGANISATION ?? (e.MODE === 'production' ? undefined : exampleLeads.organisation);
  return organisation === undefined
    ? {}
    : { leads: { ...leadDefaults, organisation, origins: e.LEADS_ORIGINS } };
}

function productionFaults(e: z.output<typeof schema>): string[] {
  const faults: string[] = [];
  for (const name of ['DATABASE_URL', 'DATABASE_CA', 'REDIS_URL', 'S3_BUCKET', 'ISSUER', 'AUDIENCE'] as const)
    if (e[name] === undefined) faults.push(`${name}: MODE=production needs it.`);
  for (const name of ['ISSUER', 'AUDIENCE'] as const)
    if (e[name]?.startsWith('http:')) faults.push(`${name}: is an https address in production.`);
  for (const name of ['ISSUER', 'AUDIENCE'] as const)
    if (e[name] !== undefined && new URL(e[name]).origin === sandboxIssuer)
      faults.push(`${name}: is the sandbox's, whose tokens anybody can make.`);
  if (e.REDIS_URL?.startsWith('redis:')) faults.push('REDIS_URL: is a rediss address (TLS) in production.');
  if (e.SECRETS === 'made-up')
    faults.push('SECRETS: made-up secrets end with the process; not in production.');
  if (e.LEADS_ORGANISATION !== undefined && e.LEADS_ORIGINS.length === 0)
    faults.push('LEADS_ORIGINS: MODE=production needs the sites whose form may send.');
  if (e.REQUIRE_TLS === false) faults.push('REQUIRE_TLS: cannot be "no" in production.');
  if (e.REQUIRE_ORIGIN_SECRET === false) faults.push('REQUIRE_ORIGIN_SECRET: cannot be "no" in production.');
  return faults;
}

export class EnvironmentFaults extends Error {
  override name = 'EnvironmentFaults';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}
