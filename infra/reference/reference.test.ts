// The template against what runs in it: the API's own parser, key reader and route table, and the image's recipe. The template is the
// one that `cdk synth --strict` makes, so that it comes out at all means that no finding is left unaccepted.
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#api/app.ts';
import type { SecretName } from '#api/deps.ts';
import { asHeader, originHeader } from '#api/edge/origin.ts';
import { EnvironmentFaults, readEnvironment } from '#api/host/environment.ts';
import { decode } from '#api/secrets/environment.ts';
import { bareDeps } from '#api/test/bare-deps.ts';
import { type Resource, synthesise, type Template } from '../synth.ts';
import { discoveryCode } from './discovery.ts';
import { publicRoutes } from './gateway.ts';
import { apiPaths } from './load-balancer.ts';
import { secretsPrefix } from './secrets.ts';
import { alive } from './service.ts';

// biome-ignore lint/suspicious/noExplicitAny: properties of any resource, looked into by tests
type Properties = Record<string, any>;

let template: Template;
beforeAll(async () => {
  template = (await synthesise(['lavbytes-reference'])).templates['lavbytes-reference'] as Template;
}, 300_000);

const of = (type: string): (Resource & { readonly Properties: Properties })[] =>
  Object.values(template.Resources).filter(({ Type }) => Type === type) as never;
const one = (type: string, fits: (properties: Properties) => boolean = () => true): Properties => {
  const found = of(type).filter(({ Properties }) => fits(Properties));
  expect(found, type).toHaveLength(1);
  return found[0]?.Properties as Properties;
};
const container = (name: string): Properties =>
  one('AWS::ECS::TaskDefinition', ({ Family }) => Family === name)['ContainerDefinitions'][0];

/** What CloudFormation will put in, as something of its form. */
function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  const [call, given] = Object.entries(value as object)[0] as [string, unknown];
  if (call === 'Fn::Join') return (given as [string, unknown[]])[1].map(resolved).join('');
  return `made-${[given].flat().join('-')}`.toLowerCase().slice(0, 60);
}

/** The environment that a task starts with: what stands in the template, and what the platform puts in. */
function environment(change: (name: string, value: string) => string | undefined = (_, value) => value) {
  const { Environment, Secrets } = container('reference-api');
  const put: Record<string, string> = {
    REDIS_URL: resolved(
      one('AWS::SecretsManager::Secret', ({ Name }) => Name === 'reference-cache/url')['SecretString'],
    ),
    DATABASE_CA: '-----BEGIN CERTIFICATE-----\nexample',
  };
  const given: [string, string][] = [
    ...Environment.map(({ Name, Value }: Properties) => [Name, resolved(Value)]),
    ...Secrets.map(({ Name }: Properties) => [Name, put[Name]]),
  ];
  return Object.fromEntries(given.map(([name, value]) => [name, change(name, value)]));
}

describe('the API’s task', () => {
  it('starts: its own parser takes the environment, and every name of it', () => {
    const { config, database, redis, s3, secrets, host, port } = readEnvironment(environment());
    expect([config.mode, config.requireTls, config.requireOriginSecret]).toEqual(['production', true, true]);
    expect([config.trustedHops, config.identity?.jwksSeconds]).toEqual([2, 10_800]);
    expect([host, port, secrets.from, secrets.prefix, s3?.region]).toEqual([
      '0.0.0.0',
      3000,
      'aws',
      secretsPrefix,
      'us-east-1',
    ]);
    expect([database?.secret, redis]).toEqual([
      expect.stringMatching(/^made-/),
      expect.stringMatching(/^rediss:/),
    ]);
    expect(new URL(database?.url ?? '').password).toBe('');
  });

  it.each(['DATABASE_URL', 'DATABASE_CA', 'REDIS_URL', 'S3_BUCKET', 'ISSUER', 'AUDIENCE', 'MODE'])(
    'control: without %s it would not start in production',
    (gone) => {
      const without = environment((name, value) => (name === gone ? undefined : value));
      if (gone === 'MODE') return expect(readEnvironment(without).config.mode).not.toBe('production');
      expect(() => readEnvironment(without)).toThrow(EnvironmentFaults);
    },
  );

  it('gets no secret in clear: what is one is put in by the platform or read by the task', () => {
    const { Environment, Secrets } = container('reference-api');
    expect(Secrets.map(({ Name }: Properties) => Name).sort()).toEqual(['DATABASE_CA', 'REDIS_URL']);
    const clear = Environment.map(({ Value }: Properties) => JSON.stringify(Value)).join();
    expect(clear).not.toMatch(/resolve:secretsmanager/);
  });

  it('has secrets of the form that its reader takes', () => {
    const lengths = Object.fromEntries(
      of('AWS::SecretsManager::Secret')
        .map(({ Properties }) => Properties)
        .filter(({ Name }) => Name?.startsWith(secretsPrefix))
        .map(({ Name, GenerateSecretString: { PasswordLength, ExcludePunctuation } }) => {
          expect(ExcludePunctuation).toBe(true);
          return [Name.slice(secretsPrefix.length), PasswordLength];
        }),
    );
    const names: SecretName[] = ['audit-signing-key', 'client-hash-salt', 'origin-secret', 'wrapping-key'];
    expect(Object.keys(lengths).sort()).toEqual(names);
    for (const name of names)
      expect(decode(name, 'q'.repeat(lengths[name])).length).toBeGreaterThanOrEqual(32);
    expect(decode('wrapping-key', 'q'.repeat(lengths['wrapping-key']))).toHaveLength(32);
    // CloudFront sends the secret's text; the API compares it with what it read, written again.
    const text = 'q7Z'.repeat(100).slice(0, lengths['origin-secret']);
    expect(asHeader(decode('origin-secret', text))).toBe(text);
    const cut = text.slice(0, 43);
    expect(asHeader(decode('origin-secret', cut)), 'control: 43 characters').not.toBe(cut);
  });

  it('loses none of them when the stack is removed', () => {
    const own = of('AWS::SecretsManager::Secret').filter(({ Properties }) =>
      Properties['Name']?.startsWith(secretsPrefix),
    );
    for (const { DeletionPolicy } of own) expect(DeletionPolicy).toBe('Retain');
  });

  it('is asked what the image itself asks, and runs as the image says', () => {
    const recipe = readFileSync('demos/reference-api/Dockerfile', 'utf8');
    const asked = /HEALTHCHECK [^[]*(\[.*\])/s.exec(recipe)?.[1]?.split('\n')[0] as string;
    expect(['CMD', ...JSON.parse(asked)]).toEqual(alive);
    expect(recipe).toMatch(/^USER 1000:1000$/m);
    expect(recipe).toMatch(/^VOLUME \["\/tmp"\]$/m);
    expect(recipe).toMatch(/^EXPOSE 3000$/m);
    for (const name of ['reference-api', 'reference-web']) {
      const { User, ReadonlyRootFilesystem, MountPoints, StopTimeout, Image } = container(name);
      expect([User, ReadonlyRootFilesystem, StopTimeout]).toEqual(['1000:1000', true, 15]);
      expect(MountPoints).toEqual([{ ContainerPath: '/tmp', ReadOnly: false, SourceVolume: 'tmp' }]);
      expect(resolved(Image)).toMatch(/@sha256:[0-9a-f]{64}$/);
    }
  });
});

describe('the ways in', () => {
  const { routes } = createApp(bareDeps());
  const covered = (path: string, patterns: readonly string[]) =>
    patterns.some((pattern) =>
      pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
    );

  it('lead every route of the API to the API, and probes to nobody outside', () => {
    const outside = routes.map(({ path }) => path).filter((path) => !covered(path, apiPaths));
    expect([...new Set(outside)]).toEqual(['/healthz', '/readyz']);
    const rule = one('AWS::ElasticLoadBalancingV2::ListenerRule');
    expect(rule['Conditions'][0].PathPatternConfig.Values).toEqual([...apiPaths]);
  });

  it('ask for a token on every route below /v1 that needs one, and on no other', () => {
    const key = ({ method, path }: (typeof routes)[number]) => `${method} ${path}`;
    const open = routes.filter(({ access, path }) => access === 'public' && path.startsWith('/v1/')).map(key);
    expect(open.sort()).toEqual(publicRoutes.map(([method, path]) => `${method} ${path}`).sort());
    const keys = of('AWS::ApiGatewayV2::Route').map(({ Properties }) => [
      Properties['RouteKey'],
      Properties['AuthorizationType'] ?? 'NONE',
    ]);
    expect(Object.fromEntries(keys)).toEqual({
      $default: 'NONE',
      'ANY /v1/{proxy+}': 'JWT',
      ...Object.fromEntries(open.map((name) => [name, 'NONE'])),
    });
    for (const { access, path } of routes) if (access !== 'public') expect(path).toMatch(/^\/v1\/./);
  });

  it('prove to the API that they came through CloudFront', () => {
    const { DistributionConfig } = one('AWS::CloudFront::Distribution');
    const origins: Properties[] = DistributionConfig.Origins;
    const headers = origins.flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders ?? []);
    expect(headers.map(({ HeaderName }) => HeaderName)).toEqual([originHeader]);
    expect(JSON.stringify(headers)).toContain('{{resolve:secretsmanager:');
  });

  it('tell the authoriser where the keys are, at the edge', () => {
    const code = one('AWS::CloudFront::Function')['FunctionCode'];
    const { Issuer } = one('AWS::ApiGatewayV2::Authorizer')['JwtConfiguration'];
    expect(code).toBe(discoveryCode(Issuer));
    expect(new TextEncoder().encode(code).length).toBeLessThan(10_240);
    const answer = runInNewContext(`${code}\nhandler()`);
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body.data)).toMatchObject({
      issuer: readEnvironment(environment()).config.issuer,
      jwks_uri: `${Issuer}/.well-known/jwks.json`,
    });
    expect(routes.map(({ path }) => path)).toContain('/.well-known/jwks.json');
  });

  it('are closed inside but for the doors that are listed', () => {
    const names = new Map(
      Object.entries(template.Resources)
        .filter(([, { Type }]) => Type === 'AWS::EC2::SecurityGroup')
        .map(([id, { Properties }]) => [id, String(Properties?.['GroupDescription'])]),
    );
    const name = (to: Properties) => names.get(to['Fn::GetAtt'][0]);
    const doors = of('AWS::EC2::SecurityGroupIngress').map(
      ({ Properties: { SourceSecurityGroupId: from, GroupId: to, FromPort, ToPort } }) =>
        `${name(from)} → ${name(to)} ${FromPort}${FromPort === ToPort ? '' : `–${ToPort}`}`,
    );
    expect(doors.sort()).toEqual([
      'API tasks → PostgreSQL 5432',
      'API tasks → Redis 6379',
      'Interfaces of the VPC link → Internal load balancer 443',
      'Internal load balancer → API tasks 3000',
      'Internal load balancer → Next.js tasks 3000',
      'Next.js tasks → Internal load balancer 443',
      'Rotation of the database password → PostgreSQL 5432',
    ]);
    for (const { Properties } of of('AWS::EC2::SecurityGroup'))
      expect(Properties['SecurityGroupIngress']).toBeUndefined();
  });
});
