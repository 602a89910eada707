// Box by box: the resources that it stands for, and the properties that the site promises of them. `says` is a name too: claims
// ask for it. Long, since it is a list.

import type { PartId } from '../parts.ts';
import type { Deployed, Property, Within } from './shape.ts';

/** A subnet of each zone, and of the kind named only. */
const inTwoZones = (of: string, at: string, subnets: string): readonly Property[] => [
  { of, says: `${of} is in two subnets`, at, length: 2 },
  { of, says: `${of} is in ${subnets} only`, at, every: [{ at: '', to: subnets }] },
];

const service = (of: string, task: string): readonly Property[] => {
  const network = 'NetworkConfiguration.AwsvpcConfiguration';
  const containers = 'ContainerDefinitions';
  return [
    { of, says: 'runs on Fargate', at: 'LaunchType', is: 'FARGATE', label: 'ECS Fargate' },
    { of, says: 'two tasks at least', at: 'DesiredCount', least: 2 },
    { of, says: 'no public address', at: `${network}.AssignPublicIp`, is: 'DISABLED' },
    { of, says: 'a task in one zone', at: `${network}.Subnets`, to: 'private-a' },
    { of, says: 'and one in the other', at: `${network}.Subnets`, to: 'private-b' },
    ...inTwoZones(of, `${network}.Subnets`, 'private-subnets'),
    {
      of,
      says: 'tasks are spread over the zones again after a loss',
      at: 'AvailabilityZoneRebalancing',
      is: 'ENABLED',
    },
    {
      of: task,
      says: 'the image is named by its digest',
      at: containers,
      every: [{ at: 'Image', has: '@sha256:' }],
    },
    {
      of: task,
      says: 'runs as nobody in particular',
      at: containers,
      every: [{ at: 'User', is: '1000:1000' }],
    },
    {
      of: task,
      says: 'the root is read-only',
      at: containers,
      every: [{ at: 'ReadonlyRootFilesystem', is: true }],
    },
  ];
};

const rolling = (of: string): readonly Property[] => {
  const at = 'DeploymentConfiguration';
  return [
    { of, says: `${of} never has fewer than all of its tasks`, at: `${at}.MinimumHealthyPercent`, is: 100 },
    { of, says: `${of} never has more than twice its tasks`, at: `${at}.MaximumPercent`, is: 200 },
    {
      of,
      says: `${of} goes back by itself when new tasks keep failing`,
      at: `${at}.DeploymentCircuitBreaker`,
      is: { Enable: true, Rollback: true },
    },
    {
      of,
      says: `${of} goes back when readers meet errors or wait`,
      at: `${at}.Alarms`,
      has: '"Enable":true,"Rollback":true',
    },
  ];
};

const probed = (of: string): readonly Property[] => [
  { of, says: `${of} asks whether a task is ready`, at: 'HealthCheckPath', is: '/readyz' },
  { of, says: `${of} wants two good answers in a row`, at: 'HealthyThresholdCount', is: 2 },
  { of, says: `${of} takes no answer but 200`, at: 'Matcher.HttpCode', is: '200' },
];

const inTheService: Within = {
  within: 'node-service',
  why: 'Code of the API: its tests and proofs are the check.',
};

export const boxes: Readonly<Record<PartId, Deployed | Within>> = {
  browser: { within: 'elsewhere', why: 'The reader’s own.' },
  'app-router': { within: 'browser', why: 'The part of the front end that runs in the browser.' },

  cdn: {
    drawn: ['distribution'],
    properties: [
      {
        of: 'distribution',
        says: 'readers come over TLS only',
        at: 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
        is: 'redirect-to-https',
        label: 'TLS termination',
      },
      {
        of: 'distribution',
        says: 'TLS on every path',
        at: 'DistributionConfig.CacheBehaviors',
        every: [{ at: 'ViewerProtocolPolicy', is: 'redirect-to-https' }],
      },
      {
        of: 'distribution',
        says: 'no TLS before 1.2',
        at: 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion',
        is: 'TLSv1.2_2021',
      },
      {
        of: 'distribution',
        says: 'answers of the API are never cached',
        at: 'DistributionConfig.CacheBehaviors',
        some: [
          { at: 'PathPattern', is: '/v1/*' },
          // Amazon’s policy “CachingDisabled”.
          { at: 'CachePolicyId', is: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' },
        ],
      },
      {
        of: 'page-cache',
        says: 'a page is kept no longer than it says',
        at: 'CachePolicyConfig.MinTTL',
        is: 0,
      },
      {
        of: 'page-cache',
        says: 'a page that says nothing is not kept',
        at: 'CachePolicyConfig.DefaultTTL',
        is: 0,
      },
      {
        of: 'page-cache',
        says: 'a page may say a day or more',
        at: 'CachePolicyConfig.MaxTTL',
        least: 86_400,
      },
      {
        of: 'page-headers',
        says: 'nothing is taken off a page but what names the server',
        at: 'ResponseHeadersPolicyConfig.RemoveHeadersConfig.Items',
        is: [{ Header: 'server' }, { Header: 'x-powered-by' }],
      },
    ],
  },
  waf: {
    drawn: ['web-acl'],
    joins: 'cdn',
    properties: [
      {
        of: 'distribution',
        says: 'stands in front of CloudFront',
        at: 'DistributionConfig.WebACLId',
        to: 'web-acl',
        label: 'CloudFront rules',
      },
      ...['CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet', 'AmazonIpReputationList'].map(
        (name): Property => ({
          of: 'web-acl',
          says: `Amazon’s rules block: ${name}`,
          at: 'Rules',
          some: [
            { at: 'Name', is: `AWSManagedRules${name}` },
            { at: 'OverrideAction', is: { None: {} } },
          ],
        }),
      ),
      {
        of: 'web-acl',
        says: 'an address that asks too often is blocked',
        at: 'Rules',
        some: [
          { at: 'Action', is: { Block: {} } },
          { at: 'Statement.RateBasedStatement.Limit', is: 2000 },
        ],
      },
      {
        of: 'web-acl',
        says: 'a body above 64 KiB is blocked',
        at: 'Rules',
        some: [
          { at: 'Action', is: { Block: {} } },
          { at: 'Statement.SizeConstraintStatement.Size', is: 65_536 },
        ],
      },
    ],
  },
  's3-static': {
    drawn: ['static-bucket'],
    properties: [
      {
        of: 'buckets',
        says: 'no bucket is public, whatever a policy says',
        at: 'PublicAccessBlockConfiguration',
        is: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
      { of: 'static-bucket', says: 'keeps versions', at: 'VersioningConfiguration.Status', is: 'Enabled' },
    ],
  },

  'api-gateway': {
    drawn: ['api', 'stage', 'authoriser', 'closed-route', 'open-routes'],
    properties: [
      {
        of: 'stage',
        says: '500 requests a second',
        at: 'DefaultRouteSettings.ThrottlingRateLimit',
        is: 500,
        label: 'Throttle',
      },
      { of: 'stage', says: '1,000 at once', at: 'DefaultRouteSettings.ThrottlingBurstLimit', is: 1000 },
      {
        of: 'closed-route',
        says: 'API routes want a token',
        at: 'RouteKey',
        is: 'ANY /v1/{proxy+}',
        label: 'Auth',
      },
      { of: 'authoriser', says: 'a JWT of ours', at: 'AuthorizerType', is: 'JWT' },
    ],
  },
  'vpc-link': {
    drawn: ['vpc-link', 'vpc-link-group'],
    properties: [
      ...inTwoZones('vpc-link', 'SubnetIds', 'private-subnets'),
      {
        of: 'groups',
        says: 'no rule lets an address in, only a part that is drawn',
        at: 'SecurityGroupIngress',
        absent: true,
        label: 'The only way in',
      },
    ],
  },
  'internal-alb': {
    drawn: ['balancer', 'balancer-group', 'listener'],
    properties: [
      { of: 'balancer', says: 'no address outside', at: 'Scheme', is: 'internal', label: 'Internal' },
      ...inTwoZones('balancer', 'Subnets', 'private-subnets').map(
        (one): Property => ({ ...one, label: 'Two zones' }),
      ),
      { of: 'listener', says: 'TLS inside the network too', at: 'Protocol', is: 'HTTPS' },
    ],
  },
  'next-server': {
    drawn: ['web-service', 'web-task', 'web-group'],
    properties: [
      ...service('web-service', 'web-task'),
      {
        of: 'web-task',
        says: 'one secret, and no other',
        at: 'ContainerDefinitions',
        every: [
          { at: 'Secrets', length: 1 },
          { at: 'Secrets', some: [{ at: 'Name', is: 'ORIGIN_SECRET' }] },
        ],
      },
    ],
  },
  'node-service': {
    drawn: ['api-service', 'api-task', 'api-group', 'cluster'],
    properties: service('api-service', 'api-task'),
  },
  'auth-middleware': inTheService,
  authorisation: inTheService,
  'input-validation': inTheService,

  postgres: {
    drawn: ['database', 'database-group', 'database-settings', 'database-subnets'],
    properties: [
      { of: 'database', says: 'a standby in the other zone', at: 'MultiAZ', is: true, label: 'Multi-AZ' },
      { of: 'database', says: 'no address on the internet', at: 'PubliclyAccessible', is: false },
      ...inTwoZones('database-subnets', 'SubnetIds', 'data-subnets'),
      { of: 'database', says: 'PostgreSQL', at: 'Engine', is: 'postgres', label: 'PostgreSQL' },
      { of: 'database', says: 'version 18', at: 'EngineVersion', has: '18.' },
      {
        of: 'database-settings',
        says: 'no connection without TLS',
        at: 'Parameters',
        has: '"rds.force_ssl":"1"',
      },
      { of: 'database', says: 'has to be allowed before it is deleted', at: 'DeletionProtection', is: true },
    ],
  },
  redis: {
    drawn: ['cache', 'cache-group', 'cache-subnets'],
    properties: [
      { of: 'cache', says: 'Redis', at: 'Engine', is: 'redis', label: 'Redis cluster' },
      { of: 'cache', says: 'a replica in the other zone', at: 'MultiAZEnabled', is: true },
      { of: 'cache', says: 'the replica takes over by itself', at: 'AutomaticFailoverEnabled', is: true },
      { of: 'cache', says: 'two nodes', at: 'NumCacheClusters', is: 2 },
      { of: 'cache', says: 'no connection without TLS', at: 'TransitEncryptionMode', is: 'required' },
      { of: 'cache', says: 'encrypted at rest', at: 'AtRestEncryptionEnabled', is: true },
      { of: 'cache', says: 'a password from Secrets Manager', at: 'AuthToken', to: 'secrets' },
      ...inTwoZones('cache-subnets', 'SubnetIds', 'data-subnets'),
    ],
  },
  'encrypted-store': {
    drawn: ['keys'],
    joins: 'postgres',
    properties: [
      {
        of: 'database',
        says: 'disks are encrypted',
        at: 'StorageEncrypted',
        is: true,
        label: 'AES-256 at rest',
      },
      { of: 'database', says: 'with a key of ours', at: 'KmsKeyId', to: 'keys' },
      { of: 'keys', says: 'each key is renewed every year', at: 'EnableKeyRotation', is: true },
    ],
  },
  'secrets-manager': {
    drawn: ['service-secrets', 'secrets', 'rotation'],
    properties: [
      { of: 'secrets', says: 'encrypted with a key of ours', at: 'KmsKeyId', to: 'keys', label: 'Keys' },
      {
        of: 'rights',
        says: 'nobody may read every secret',
        at: 'PolicyDocument.Statement',
        none: [
          { at: 'Action', has: 'secretsmanager' },
          { at: 'Resource', is: '*' },
        ],
      },
      {
        of: 'rotation',
        says: 'a new database password every 30 days',
        at: 'RotationRules.ScheduleExpression',
        is: 'rate(30 days)',
      },
    ],
  },

  'raw-input': inTheService,
  'llm-processor': {
    within: 'node-service',
    why: 'The port is code of the API. The model behind it is somebody else’s, over HTTPS.',
  },
  'schema-validator': inTheService,
  calibration: inTheService,
  'confidence-router': inTheService,
  'auto-approve': inTheService,
  'human-review': inTheService,
  'audit-trail': { within: 'output-store', why: 'A table of the database; its heads go to the same bucket.' },
  'output-store': {
    drawn: ['objects-bucket'],
    joins: 'postgres',
    properties: [
      {
        of: 'objects-bucket',
        says: 'for a year nobody can delete what was stored',
        at: 'ObjectLockConfiguration.Rule.DefaultRetention',
        is: { Days: 365, Mode: 'COMPLIANCE' },
        label: 'S3',
      },
      { of: 'objects-bucket', says: 'keeps versions', at: 'VersioningConfiguration.Status', is: 'Enabled' },
    ],
  },

  'github-actions': { within: 'elsewhere', why: 'Runs at GitHub. Its role is a stack of its own.' },
  'docker-build': { within: 'elsewhere', why: 'Runs at GitHub, without rights.' },
  ecr: {
    drawn: ['repositories'],
    properties: [
      {
        of: 'repositories',
        says: 'a tag is given once',
        at: 'ImageTagMutability',
        is: 'IMMUTABLE',
        label: 'Immutable tags',
      },
      {
        of: 'repositories',
        says: 'scanned when pushed',
        at: 'ImageScanningConfiguration.ScanOnPush',
        is: true,
      },
    ],
  },
  'ecs-deploy': {
    drawn: ['web-service', 'api-service'],
    properties: [...rolling('web-service'), ...rolling('api-service')],
  },
  'health-check': {
    drawn: ['web-targets', 'api-targets'],
    properties: [...probed('web-targets'), ...probed('api-targets')],
  },
};
