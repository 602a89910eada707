// A stand-in for ECS and ECR in tests: versions, a service that takes one on in as many looks as the test says, and tasks that
// report the bytes they run. It answers in the services' own JSON.
import { type Aws, AwsRefused } from './aws.ts';

const arn = (revision: number) => `arn:aws:ecs:us-east-1:1:task-definition/reference-api:${revision}`;

export interface Fate {
  /** Looks until a version runs. */
  readonly looks: number;
  /** What becomes of the new version. */
  readonly ends: 'steady' | 'failed' | 'taken-back' | 'never';
}

export function ecsStub(fate: Fate, running: { image: string }) {
  const versions = new Map<number, { image: string; active: boolean }>([
    [1, { image: 'repo@sha256:0', active: true }],
    [2, { ...running, active: true }],
  ]);
  const calls: string[] = [];
  let current = 2;
  let before = 1;
  let looks = 0;
  let ends: Fate['ends'] = 'steady';
  let digest: string | undefined;

  const revisionOf = (given: string) => Number(given.split(':').at(-1));
  const imageOf = (revision: number) => versions.get(revision)?.image ?? '';

  const operations: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
    'describe-services'() {
      const tried = current;
      looks++;
      const decided = looks > fate.looks;
      const deployment = (revision: number, status: string, rolloutState: string, reason?: string) => ({
        id: 'x',
        status,
        taskDefinition: arn(revision),
        desiredCount: 2,
        runningCount: rolloutState === 'COMPLETED' ? 2 : 1,
        rolloutState,
        ...(reason === undefined ? {} : { rolloutStateReason: reason }),
      });
      if (decided && ends === 'taken-back') {
        current = before;
        return service(before, [
          deployment(before, 'PRIMARY', 'COMPLETED'),
          deployment(tried, 'INACTIVE', 'FAILED', 'tasks failed to start'),
        ]);
      }
      if (decided && ends === 'failed')
        return service(tried, [deployment(tried, 'PRIMARY', 'FAILED', 'tasks failed to start')]);
      if (decided && ends === 'steady') return service(tried, [deployment(tried, 'PRIMARY', 'COMPLETED')]);
      return service(tried, [
        deployment(tried, 'PRIMARY', 'IN_PROGRESS'),
        deployment(before, 'ACTIVE', 'COMPLETED'),
      ]);
    },
    'describe-task-definition': ({ taskDefinition }) => ({
      taskDefinition: {
        taskDefinitionArn: taskDefinition,
        revision: revisionOf(String(taskDefinition)),
        status: 'ACTIVE',
        family: 'reference-api',
        cpu: '512',
        containerDefinitions: [
          { name: 'reference-api', image: imageOf(revisionOf(String(taskDefinition))), essential: true },
          { name: 'logs', image: 'aws/logs@sha256:1' },
        ],
      },
      tags: [],
    }),
    'register-task-definition'(input) {
      const revision = versions.size + 1;
      const [container] = input['containerDefinitions'] as { image: string }[];
      versions.set(revision, { image: container?.image ?? '', active: true });
      return { taskDefinition: { taskDefinitionArn: arn(revision) } };
    },
    'update-service'({ taskDefinition }) {
      before = current;
      current = revisionOf(String(taskDefinition));
      looks = 0;
      ends = current > 2 ? fate.ends : 'steady';
      return {};
    },
    'deregister-task-definition'({ taskDefinition }) {
      const revision = revisionOf(String(taskDefinition));
      versions.set(revision, { image: imageOf(revision), active: false });
      return {};
    },
    'list-task-definitions': () => ({
      taskDefinitionArns: [...versions]
        .filter(([, { active }]) => active)
        .map(([revision]) => arn(revision))
        .reverse(),
    }),
    'list-tasks': () => ({ taskArns: ['a', 'b'] }),
    'describe-tasks': ({ tasks }) => ({
      tasks: (tasks as string[]).map(() => ({
        containers: [
          { name: 'reference-api', imageDigest: digest ?? imageOf(current).split('@')[1] },
          { name: 'logs', imageDigest: 'sha256:1' },
        ],
      })),
    }),
  };
  const service = (revision: number, deployments: readonly object[]) => ({
    services: [{ status: 'ACTIVE', taskDefinition: arn(revision), deployments }],
    failures: [],
  });

  const aws: Aws = async (_service, operation, input) => {
    calls.push(operation);
    const answer = operations[operation];
    if (answer === undefined)
      throw new AwsRefused(operation, 'An error occurred (UnknownOperationException)');
    return structuredClone(answer(input as Record<string, unknown>));
  };
  return {
    aws,
    calls,
    arn,
    running: () => ({ revision: current, image: imageOf(current) }),
    /** Tasks report these bytes, whatever was asked for. */
    reports(other: string) {
      digest = other;
    },
  };
}
