// Findings of the rules that we accept, each for a reason that is true of the place it names.
import type { Acknowledgement } from '../acknowledge.ts';

export const acknowledgements = (buckets: {
  readonly site: string;
  readonly assets: string;
}): readonly Acknowledgement[] => [
  {
    at: ['site'],
    rules: [`AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:s3:::${buckets.site}/*]`],
    reason: 'A release is files whose names the build makes; they are all of this one bucket.',
  },
  {
    at: ['services'],
    rules: [`AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:s3:::${buckets.assets}/_next/static/*]`],
    reason:
      'Names with a hash, made by the build, below one folder of one bucket; they can be put there and not deleted.',
  },
  {
    at: ['services'],
    rules: ['AwsSolutions::AwsSolutions-IAM5[Resource::*]'],
    reason:
      'The registry’s login and ECS’s calls about task definitions know no resources, and those about tasks are bound to the one cluster. What a task may do is bound by the roles that can be passed: the four of the services.',
  },
];
