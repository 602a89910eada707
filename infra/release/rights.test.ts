// What the release scripts ask of AWS, against what the role of a run may do: one call too few in the role is found before a first
// run is, and one too many is not kept.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesise } from '../synth.ts';

const sources = readdirSync('infra/release')
  .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|-stub\.ts$/.test(name))
  .map((name) => readFileSync(`infra/release/${name}`, 'utf8'));

/** `aws('ecs', 'describe-services', …)` is the right "ecs:DescribeServices". */
const asked = [
  ...new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/'(ecs|ecr)',\s*'([a-z-]+)'/g)].map(
        ([, service, operation]) =>
          `${service}:${operation?.replaceAll(/(^|-)([a-z])/g, (_all, _dash, letter) => letter.toUpperCase())}`,
      ),
    ),
  ),
];
/** What `skopeo copy` and the login ask for, besides. */
const pushing = [
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

interface Policy {
  readonly Type: string;
  readonly Properties?: {
    readonly PolicyDocument?: { readonly Statement: readonly { readonly Action: string | string[] }[] };
  };
}
let allowed: string[];
beforeAll(async () => {
  const { templates } = await synthesise(['lavbytes-deploy-role']);
  allowed = Object.values(templates['lavbytes-deploy-role']?.Resources ?? {})
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap((one) => (one as Policy).Properties?.PolicyDocument?.Statement ?? [])
    .flatMap(({ Action }) => Action);
}, 240_000);

const missing = (rights: readonly string[]) => asked.filter((right) => !rights.includes(right));

describe('the role of a run', () => {
  it('may do what the scripts ask, and of ECS and ECR nothing else', () => {
    expect(asked.length).toBeGreaterThanOrEqual(11);
    expect(missing(allowed)).toEqual([]);
    const more = allowed.filter(
      (right) => /^(ecs|ecr):/.test(right) && ![...asked, ...pushing].includes(right),
    );
    expect(more).toEqual([]);
  });

  it.each(asked)('without %s: found', (right) => {
    expect(missing(allowed.filter((one) => one !== right))).toEqual([right]);
  });
});
