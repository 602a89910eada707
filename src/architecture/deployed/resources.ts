// Which resources of the template the boxes, properties and arrows speak of, under a name of the model's. Found by what they are
// and by who refers to them, so that a construct can be renamed, and a second one of a kind is noticed.

import type { Selector } from './shape.ts';

const subnets = (name: string): Selector => ({
  type: 'AWS::EC2::Subnet',
  where: [
    {
      at: 'Tags',
      some: [
        { at: 'Key', is: 'aws-cdk:subnet-name' },
        { at: 'Value', is: name },
      ],
    },
  ],
  count: 2,
});
const inZone = (of: Selector, zone: number): Selector => ({
  ...of,
  where: [...(of.where ?? []), { at: 'AvailabilityZone.Fn::Select', has: zone }],
  count: 1,
});
const group = (by: string, at: string): Selector => ({ type: 'AWS::EC2::SecurityGroup', used: { by, at } });
const route = (signedIn: boolean, count: number): Selector => ({
  type: 'AWS::ApiGatewayV2::Route',
  where: [{ at: 'AuthorizationType', is: signedIn ? 'JWT' : 'NONE' }],
  count,
});

export const resources: Readonly<Record<string, Selector>> = {
  distribution: { type: 'AWS::CloudFront::Distribution' },
  'page-cache': {
    type: 'AWS::CloudFront::CachePolicy',
    used: { by: 'distribution', at: 'DistributionConfig.DefaultCacheBehavior.CachePolicyId' },
  },
  'page-headers': {
    type: 'AWS::CloudFront::ResponseHeadersPolicy',
    used: { by: 'distribution', at: 'DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId' },
  },
  'web-acl': { type: 'AWS::WAFv2::WebACL' },
  'static-bucket': {
    type: 'AWS::S3::Bucket',
    used: { by: 'distribution', at: 'DistributionConfig.Origins' },
  },

  api: { type: 'AWS::ApiGatewayV2::Api' },
  stage: { type: 'AWS::ApiGatewayV2::Stage' },
  authoriser: { type: 'AWS::ApiGatewayV2::Authorizer' },
  'closed-route': route(true, 1),
  // Pages, signing in, renewing, and the two of the form.
  'open-routes': route(false, 5),
  'vpc-link': { type: 'AWS::ApiGatewayV2::VpcLink' },
  'vpc-link-group': group('vpc-link', 'SecurityGroupIds'),
  balancer: { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
  'balancer-group': group('balancer', 'SecurityGroups'),
  listener: { type: 'AWS::ElasticLoadBalancingV2::Listener' },
  'api-rule': { type: 'AWS::ElasticLoadBalancingV2::ListenerRule' },

  'web-targets': {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    used: { by: 'listener', at: 'DefaultActions' },
  },
  'api-targets': {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    used: { by: 'api-rule', at: 'Actions' },
  },
  cluster: { type: 'AWS::ECS::Cluster' },
  'web-service': { type: 'AWS::ECS::Service', where: [{ at: 'LoadBalancers', to: 'web-targets' }] },
  'api-service': { type: 'AWS::ECS::Service', where: [{ at: 'LoadBalancers', to: 'api-targets' }] },
  'web-task': { type: 'AWS::ECS::TaskDefinition', used: { by: 'web-service', at: 'TaskDefinition' } },
  'api-task': { type: 'AWS::ECS::TaskDefinition', used: { by: 'api-service', at: 'TaskDefinition' } },
  services: { type: 'AWS::ECS::Service', count: 2 },
  tasks: { type: 'AWS::ECS::TaskDefinition', count: 2 },
  'web-group': group('web-service', 'NetworkConfiguration'),
  'api-group': group('api-service', 'NetworkConfiguration'),
  'api-role': { type: 'AWS::IAM::Role', used: { by: 'api-task', at: 'TaskRoleArn' } },

  database: { type: 'AWS::RDS::DBInstance' },
  'database-group': group('database', 'VPCSecurityGroups'),
  'database-settings': {
    type: 'AWS::RDS::DBParameterGroup',
    used: { by: 'database', at: 'DBParameterGroupName' },
  },
  'database-subnets': { type: 'AWS::RDS::DBSubnetGroup', used: { by: 'database', at: 'DBSubnetGroupName' } },
  cache: { type: 'AWS::ElastiCache::ReplicationGroup' },
  'cache-group': group('cache', 'SecurityGroupIds'),
  'cache-subnets': {
    type: 'AWS::ElastiCache::SubnetGroup',
    used: { by: 'cache', at: 'CacheSubnetGroupName' },
  },
  'objects-bucket': { type: 'AWS::S3::Bucket', where: [{ at: 'ObjectLockEnabled', is: true }] },

  'service-secrets': { type: 'AWS::SecretsManager::Secret', path: 'lavbytes-reference/secrets', count: 5 },
  // Those, the database’s password, and the address of the cache with its password in it.
  secrets: { type: 'AWS::SecretsManager::Secret', count: 7 },
  rotation: { type: 'AWS::SecretsManager::RotationSchedule' },
  'rotation-group': group('rotation', 'HostedRotationLambda.VpcSecurityGroupIds'),
  keys: { type: 'AWS::KMS::Key', count: 4 },
  repositories: { type: 'AWS::ECR::Repository', count: 2 },

  buckets: { type: 'AWS::S3::Bucket', count: 3 },
  groups: { type: 'AWS::EC2::SecurityGroup', count: 'some' },
  rights: { type: 'AWS::IAM::Policy', count: 'some' },
  'private-subnets': subnets('private'),
  'data-subnets': subnets('data'),
  'private-a': inZone(subnets('private'), 0),
  'private-b': inZone(subnets('private'), 1),
};
