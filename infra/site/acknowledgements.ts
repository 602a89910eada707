// Findings of the rules that this stack accepts, each for a reason that is true of the place it names.
import type { Acknowledgement } from '../acknowledge.ts';

export const acknowledgements: readonly Acknowledgement[] = [
  {
    at: ['Storage/Pages'],
    rules: ['AwsSolutions::AwsSolutions-S1'],
    reason: 'Only CloudFront reads it, and the access logs of CloudFront say what was asked for.',
  },
  {
    at: ['Storage/Logs'],
    rules: ['AwsSolutions::AwsSolutions-S1'],
    reason:
      'It holds the access logs, without addresses, for 30 days; nothing but the log delivery service writes to it.',
  },
  {
    at: ['Edge/Distribution'],
    rules: ['AwsSolutions::AwsSolutions-CFR3'],
    reason:
      'Access logs go out by standard logging v2 (access-logs.ts), which can leave out addresses; this rule knows v1 only.',
  },
  {
    at: ['Edge/Distribution'],
    rules: ['AwsSolutions::AwsSolutions-CFR1'],
    reason: 'Readers come from everywhere.',
  },
  {
    at: ['Edge/Distribution'],
    rules: ['AwsSolutions::AwsSolutions-CFR2'],
    reason:
      'Behind it are files, and functions that bound themselves: one asks for a proof of work and counts its callers, and each has a concurrency of its own.',
  },
  {
    at: ['Edge/Distribution'],
    rules: ['Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk'],
    reason: 'The default root object is set; the warning does not look.',
  },
];
