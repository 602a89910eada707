// What a run of the delivery may do, call by call, as infra/publish/ and infra/release/ make them. Nothing reads data, nobody's rights
// are changed, and a stack is deployed by a person.
import { Fn, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { services } from '../reference/registry.ts';
import { roleNames } from '../reference/roles.ts';

const cluster = 'lavbytes-reference';

const allow = (actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>) =>
  new PolicyStatement({ actions, resources, ...(conditions && { conditions }) });

/** Releases of the site: files, the pointer, and the garbage of old ones. */
export const siteRights = ({
  bucket,
  store,
}: {
  readonly bucket: string;
  readonly store: string;
}): PolicyStatement[] => [
  allow(['s3:ListBucket'], [`arn:aws:s3:::${bucket}`]),
  allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], [`arn:aws:s3:::${bucket}/*`]),
  allow(
    [
      'cloudfront-keyvaluestore:DescribeKeyValueStore',
      'cloudfront-keyvaluestore:GetKey',
      'cloudfront-keyvaluestore:PutKey',
    ],
    [store],
  ),
];

/** Images and tasks of the two services. */
export function serviceRights(stack: Stack, { assets }: { readonly assets: string }): PolicyStatement[] {
  const arn = (service: string, resource: string) =>
    stack.formatArn({
      service,
      resource: Fn.join('', [resource]),
      region: service === 'iam' ? '' : stack.region,
    });
  return [
    allow(['ecr:GetAuthorizationToken'], ['*']),
    allow(
      [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
        'ecr:DescribeImages',
        'ecr:DescribeImageScanFindings',
        'ecr:DescribeRepositories',
        'ecr:GetDownloadUrlForLayer',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:UploadLayerPart',
      ],
      services.map((name) => arn('ecr', `repository/lavbytes/${name}`)),
    ),
    allow(
      ['ecs:DescribeServices', 'ecs:UpdateService'],
      services.map((name) => arn('ecs', `service/${cluster}/${name}`)),
    ),
    allow(['ecs:ListTasks', 'ecs:DescribeTasks'], ['*'], {
      ArnEquals: { 'ecs:cluster': arn('ecs', `cluster/${cluster}`) },
    }),
    // ECS knows no resources for these. What a task may do is decided by the roles below, and only these can be given to one.
    allow(
      [
        'ecs:DescribeTaskDefinition',
        'ecs:RegisterTaskDefinition',
        'ecs:DeregisterTaskDefinition',
        'ecs:ListTaskDefinitions',
      ],
      ['*'],
    ),
    allow(
      ['iam:PassRole'],
      Object.values(roleNames)
        .flatMap((names) => Object.values(names))
        .map((name) => arn('iam', `role/${name}`)),
      {
        StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
      },
    ),
    // Files with a hash in their name: put, never deleted, so that pages that are open keep working.
    allow(['s3:PutObject'], [`arn:aws:s3:::${assets}/_next/static/*`]),
  ];
}
