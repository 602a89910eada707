// What carries each arrow of the two views that show what is deployed.

import type { Carrier, Order, Selector } from './shape.ts';

const order = { order: 'needs' } as const;

/** A security group's rule that lets `from` in to `to`, at this port. */
const lets = (from: string, to: string, port: number): Selector => ({
  type: 'AWS::EC2::SecurityGroupIngress',
  where: [
    { at: 'SourceSecurityGroupId', to: from },
    { at: 'GroupId', to },
    { at: 'FromPort', is: port },
    { at: 'ToPort', is: port },
  ],
});

export const carriers: Readonly<Record<string, Carrier | Order>> = {
  'browser>cdn': {
    by: [{ type: 'AWS::Route53::RecordSet', where: [{ at: 'AliasTarget', to: 'distribution' }] }],
  },
  'cdn>s3-static': {
    by: [
      {
        type: 'AWS::S3::BucketPolicy',
        where: [
          { at: 'Bucket', to: 'static-bucket' },
          {
            at: 'PolicyDocument.Statement',
            some: [
              { at: 'Effect', is: 'Allow' },
              { at: 'Principal', is: { Service: 'cloudfront.amazonaws.com' } },
              { at: 'Action', is: 's3:GetObject' },
              { at: 'Condition', to: 'distribution' },
            ],
          },
        ],
      },
      { type: 'AWS::CloudFront::OriginAccessControl' },
    ],
  },
  'cdn>api-gateway': {
    by: [
      {
        type: 'AWS::CloudFront::Distribution',
        where: [{ at: 'DistributionConfig.Origins', some: [{ at: 'DomainName', to: 'api' }] }],
      },
    ],
  },
  'api-gateway>vpc-link': {
    by: [
      {
        type: 'AWS::ApiGatewayV2::Integration',
        where: [
          { at: 'ApiId', to: 'api' },
          { at: 'ConnectionId', to: 'vpc-link' },
          { at: 'IntegrationUri', to: 'listener' },
        ],
      },
    ],
  },
  'vpc-link>internal-alb': { by: [lets('vpc-link-group', 'alb-group', 443)] },
  'internal-alb>next-server': { by: [lets('alb-group', 'web-group', 3000)] },
  'internal-alb>node-service': { by: [lets('alb-group', 'api-group', 3000)] },
  'next-server>internal-alb': { by: [lets('web-group', 'alb-group', 443)] },
  'node-service>postgres': { by: [lets('api-group', 'database-group', 5432)] },
  'node-service>redis': { by: [lets('api-group', 'cache-group', 6379)] },
  'node-service>secrets-manager': { by: [] },

  'github-actions>docker-build': order,
  'docker-build>ecr': order,
  'ecr>ecs-deploy': order,
  'ecs-deploy>health-check': order,
};
