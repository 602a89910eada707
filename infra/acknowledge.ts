// Findings of cdk-nag and of the template's validator that a stack accepts, in one list of its own.
import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export interface Acknowledgement {
  /** Paths of constructs below the stack; what is below each is meant too. '' is the whole stack. */
  readonly at: readonly string[];
  /** As the finding says it: "AwsSolutions::AwsSolutions-S1", "CloudFormation-Validate::W3010". */
  readonly rules: readonly string[];
  readonly reason: string;
}

/** @throws when a path is not there: whoever renames a construct says anew what is accepted of it. */
export function acknowledge(stack: Stack, list: readonly Acknowledgement[]): void {
  for (const { at, rules, reason } of list)
    for (const path of at) {
      const construct = path
        .split('/')
        .reduce<IConstruct | undefined>(
          (at, name) => (name === '' ? at : at?.node.tryFindChild(name)),
          stack,
        );
      if (construct === undefined)
        throw new Error(`${stack.stackName}: nothing stands at ${path}, where a finding is acknowledged.`);
      for (const id of rules) Validations.of(construct).acknowledge({ id, reason });
    }
}
