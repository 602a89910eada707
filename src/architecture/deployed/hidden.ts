// What the template has and no picture shows, by type, with the reason. What can let traffic in, run code or hold data is never
// hidden by its type alone: it has a path or a property beside it.

import type { Hidden } from './shape.ts';

const network = 'The private network in detail: the frame around the boxes stands for all of it.';
const rights = 'Who may do what. Rights are not a station that a request passes.';
const told = 'What happened, kept or counted for whoever has to find out. Nothing waits for it.';
const names = 'Names and certificates of boxes that are drawn.';
const scaling = 'How many tasks there are; the boxes stay the same.';

export const hidden: readonly Hidden[] = [
  { type: 'AWS::EC2::VPC', why: network },
  { type: 'AWS::EC2::Subnet', why: network },
  { type: 'AWS::EC2::RouteTable', why: network },
  { type: 'AWS::EC2::SubnetRouteTableAssociation', why: network },
  { type: 'AWS::EC2::Route', why: network },
  { type: 'AWS::EC2::VPCGatewayAttachment', why: network },
  {
    type: 'AWS::EC2::InternetGateway',
    why: 'The way out for the NAT gateways. Nothing behind it has a public address.',
  },
  { type: 'AWS::EC2::NatGateway', why: 'The way out for calls of the services. No request comes in by it.' },
  { type: 'AWS::EC2::EIP', why: 'Addresses of the NAT gateways.' },
  {
    type: 'AWS::EC2::VPCEndpoint',
    why: 'The way to S3 that does not pass the NAT gateways.',
    where: [{ at: 'VpcEndpointType', is: 'Gateway' }],
  },
  {
    type: 'AWS::EC2::SecurityGroupEgress',
    why: 'The same arrows seen from the sender. A rule is drawn once, where it lets somebody in.',
  },
  {
    type: 'AWS::EC2::SecurityGroupIngress',
    why: 'The function that changes the database password has to tell the database. No request passes it.',
    where: [
      { at: 'SourceSecurityGroupId', to: 'rotation-group' },
      { at: 'GroupId', to: 'database-group' },
      { at: 'FromPort', is: 5432 },
      { at: 'ToPort', is: 5432 },
    ],
  },
  {
    type: 'AWS::EC2::SecurityGroup',
    why: 'Of the function that changes the database password.',
    path: 'network/rotation',
  },
  { type: 'AWS::EC2::FlowLog', why: told },
  { type: 'AWS::Logs::LogGroup', why: told },
  { type: 'AWS::Logs::MetricFilter', why: told },
  { type: 'AWS::WAFv2::LoggingConfiguration', why: told },
  { type: 'AWS::CloudWatch::Alarm', why: told },
  { type: 'AWS::CloudWatch::Dashboard', why: told },
  { type: 'AWS::SNS::Topic', why: told },
  { type: 'AWS::SNS::Subscription', why: told },
  { type: 'AWS::SNS::TopicPolicy', why: told },
  { type: 'AWS::S3::Bucket', why: told, path: 'logs/bucket' },
  { type: 'AWS::S3::BucketPolicy', why: told, path: 'logs/bucket' },
  {
    type: 'AWS::S3::BucketPolicy',
    why: 'Refuses whoever comes without TLS to the bucket of audit heads and outputs.',
    path: 'objects/bucket',
  },
  { type: 'AWS::IAM::Role', why: rights },
  { type: 'AWS::IAM::Policy', why: rights },
  { type: 'AWS::SecretsManager::ResourcePolicy', why: rights },
  {
    type: 'AWS::SecretsManager::SecretTargetAttachment',
    why: 'Tells the rotation which database the password is for.',
  },
  { type: 'AWS::KMS::Alias', why: 'Names of the keys.' },
  { type: 'AWS::CertificateManager::Certificate', why: names },
  {
    type: 'AWS::Route53::HostedZone',
    why: 'Holds the load balancer’s name, inside the network only.',
    where: [{ at: 'VPCs', length: 1 }],
  },
  { type: 'AWS::ApplicationAutoScaling::ScalableTarget', why: scaling },
  { type: 'AWS::ApplicationAutoScaling::ScalingPolicy', why: scaling },
  { type: 'AWS::CloudFront::CachePolicy', why: 'A setting of CloudFront.' },
  { type: 'AWS::CloudFront::ResponseHeadersPolicy', why: 'A setting of CloudFront.' },
  {
    type: 'AWS::CloudFront::Function',
    why: 'Answers one address, which says where the keys for tokens are.',
    path: 'cdn/discovery',
  },
  { type: 'AWS::ElastiCache::ParameterGroup', why: 'A setting of Redis.' },
];
