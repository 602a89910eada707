// Findings of the rules that we accept, each for a reason that is true of the place it names. A test takes each away and finds that
// the synthesis then fails, so none outlives what it was for.
import type { Acknowledgement } from '../acknowledge.ts';

const solutions = (...rules: string[]) => rules.map((rule) => `AwsSolutions::AwsSolutions-${rule}`);

export const acknowledgements: readonly Acknowledgement[] = [
  {
    at: ['secrets/wrapping-key', 'secrets/audit-signing-key', 'secrets/client-hash-salt'],
    rules: solutions('SMG4'),
    reason:
      'Another value would make what it sealed unreadable or what it signed unverifiable: it is changed by the API’s own procedure (a next key, a rewrapping, anchors that name their key), not by a clock.',
  },
  {
    at: ['secrets/origin-secret'],
    rules: solutions('SMG4'),
    reason:
      'CloudFront and the services have to change together, which a clock cannot do: it is replaced by a deploy of the stack, in a maintenance window.',
  },
  {
    at: ['secrets/cache-token', 'cache/url'],
    rules: solutions('SMG4'),
    reason:
      'ElastiCache takes a new token by a change of the group, and the address holds the same token: both change with a deploy. The cache holds counters under hashed names, behind a security group of one.',
  },
  {
    at: ['database/instance', 'cache/group'],
    rules: solutions('RDS11', 'AEC5'),
    reason:
      'The default port. Its subnets have no route from outside, and its security group admits the API’s tasks only; another number would hide nothing from whoever is there.',
  },
  {
    at: ['database/instance/MonitoringRole'],
    rules: solutions(
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]',
    ),
    reason: 'Amazon’s policy for enhanced monitoring: it may write to one log group of RDS and nothing else.',
  },
  {
    at: ['services/api/task-role'],
    rules: solutions(
      'IAM5[Resource::<objectsbucket45C23D40.Arn>/*]',
      'IAM5[Resource::arn:aws:secretsmanager:us-east-1:<AWS::AccountId>:secret:reference-api/wrapping-key-next*]',
    ),
    reason:
      'Objects have names made when they are written, in one bucket whose lock forbids changes; and the end of a secret’s ARN is six random characters that exist only once it does.',
  },
  {
    at: ['services/api/start-role', 'services/web/start-role'],
    rules: solutions('IAM5[Resource::*]'),
    reason:
      'ecr:GetAuthorizationToken knows no resources; images are pulled from the service’s own repository only.',
  },
  {
    at: ['services/api/task', 'services/web/task'],
    rules: solutions('ECS2'),
    reason:
      'Names, addresses and numbers. Every secret is read from Secrets Manager by the task or put in from there.',
  },
  {
    at: [
      'gateway/pages',
      'gateway/POST-v1-sessions',
      'gateway/POST-v1-sessions-refresh',
      'gateway/GET-v1-leads-challenge',
      'gateway/POST-v1-leads',
    ],
    rules: solutions('APIG4'),
    reason:
      'Open on purpose: pages, signing in, renewing a session, and the form. Each has limits of its own in the API, and the rest of /v1 needs a token here already.',
  },
  {
    at: ['cdn/distribution'],
    rules: solutions('CFR1'),
    reason: 'Readers may be anywhere.',
  },
];
