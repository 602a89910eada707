// Findings of the rules that this stack accepts, each for a reason that is true of the place it names.
import type { Acknowledgement } from '../acknowledge.ts';

export const acknowledgements: readonly Acknowledgement[] = [
  {
    at: ['Store/Secret'],
    rules: ['AwsSolutions::AwsSolutions-SMG4'],
    reason:
      'What is sealed with it is kept for a year and has to stay readable, so it is replaced by hand, with a second key beside it.',
  },
  {
    at: ['Reports/Secret'],
    rules: ['AwsSolutions::AwsSolutions-SMG4'],
    reason:
      'It keeps strangers from writing lines into a log; it is replaced with a deployment of both stacks.',
  },
  {
    at: ['Failures'],
    rules: ['AwsSolutions::AwsSolutions-SQS3'],
    reason: 'It is where the others send what failed, and an alarm is on its first message.',
  },
  {
    at: ['Notifier/Role'],
    rules: ['AwsSolutions::AwsSolutions-IAM5[Resource::*]'],
    reason: 'dynamodb:ListStreams, which the event source needs, takes no narrower resource.',
  },
];
