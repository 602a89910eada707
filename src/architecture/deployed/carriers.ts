// What carries each arrow of the two views that show what is deployed. A rule of a security group that carries none of them is a
// way in that nobody drew.

import type { Carrier, Order, Selector } from './shape.ts';

const order = { order: 'needs' } as const;

/** Lets `from` in to `to`, at this port and no other. */
const lets = (from: string, to: string, port: number): Selector => ({
  type: 'AWS::EC2::SecurityGroupIngress',
  where: [
    { at: 'SourceSecurityGroupId', to: from },
    { at: 'GroupId', to },
    { at: 'FromPort', is: port },
    { at: 'ToPort', is: port },
  ],
});

/** A service whose tasks the load balancer asks and sends to. */
const answers = (service: string, targets: string): Selector => ({
  type: 'AWS::ECS::Service',
  where: [
    { at: 'LoadBalancers', to: targets },
    { at: 'TaskDefinition', to: service },
  ],
});

export const carriers: Readonly<Record<string, Carrier | Order>> = {
  'browser>cdn': {
    by: [
      {
        type: 'AWS::Route53::RecordSet',
        where: [
          { at: 'AliasTarget', to: 'distribution' },
          { at: 'Type', is: 'A' },
        ],
      },
      {
        type: 'AWS::Route53::RecordSet',
        where: [
          { at: 'AliasTarget', to: 'distribution' },
          { at: 'Type', is: 'AAAA' },
        ],
      },
    ],
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
          // Whoever else is allowed something is no arrow of the picture.
          {
            at: 'PolicyDocument.Statement',
            none: [
              { at: 'Effect', is: 'Allow' },
              { at: 'Principal', has: 'AWS' },
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
        where: [
          {
            at: 'DistributionConfig.Origins',
            some: [
              { at: 'DomainName', to: 'api' },
              { at: 'CustomOriginConfig.OriginProtocolPolicy', is: 'https-only' },
              { at: 'OriginCustomHeaders', some: [{ at: 'HeaderName', is: 'x-origin-secret' }] },
            ],
          },
        ],
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
  'vpc-link>internal-alb': { by: [lets('vpc-link-group', 'balancer-group', 443)] },
  'internal-alb>next-server': {
    by: [
      lets('balancer-group', 'web-group', 3000),
      {
        type: 'AWS::ElasticLoadBalancingV2::Listener',
        where: [{ at: 'DefaultActions', to: 'web-targets' }],
      },
      answers('web-task', 'web-targets'),
    ],
  },
  'internal-alb>node-service': {
    by: [
      lets('balancer-group', 'api-group', 3000),
      {
        type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        where: [
          { at: 'ListenerArn', to: 'listener' },
          { at: 'Actions', to: 'api-targets' },
          { at: 'Conditions', some: [{ at: 'PathPatternConfig.Values', has: '/v1/*' }] },
        ],
      },
      answers('api-task', 'api-targets'),
    ],
  },
  'next-server>internal-alb': {
    by: [
      lets('web-group', 'balancer-group', 443),
      { type: 'AWS::Route53::RecordSet', where: [{ at: 'AliasTarget', to: 'balancer' }] },
    ],
  },
  'node-service>postgres': { by: [lets('api-group', 'database-group', 5432)] },
  'node-service>redis': { by: [lets('api-group', 'cache-group', 6379)] },
  'node-service>secrets-manager': {
    by: [
      {
        type: 'AWS::IAM::Policy',
        where: [
          { at: 'Roles', to: 'api-role' },
          {
            at: 'PolicyDocument.Statement',
            some: [
              { at: 'Effect', is: 'Allow' },
              { at: 'Action', has: 'secretsmanager:GetSecretValue' },
              { at: 'Resource', to: 'secrets' },
            ],
          },
        ],
      },
    ],
  },

  'github-actions>docker-build': order,
  'docker-build>ecr': order,
  'ecr>ecs-deploy': order,
  'ecs-deploy>health-check': order,
  'health-check>next-server': { by: [answers('web-task', 'web-targets')] },
  'health-check>node-service': { by: [answers('api-task', 'api-targets')] },
  'health-check>internal-alb': {
    by: [
      { type: 'AWS::ElasticLoadBalancingV2::TargetGroup', where: [{ at: 'HealthCheckPath', is: '/readyz' }] },
    ],
  },
  'health-check>ecs-deploy': {
    by: [
      {
        type: 'AWS::ECS::Service',
        where: [{ at: 'DeploymentConfiguration.DeploymentCircuitBreaker.Rollback', is: true }],
      },
    ],
  },
};
