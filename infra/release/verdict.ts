// What ECS says about a deployment, as one of four words. Pure: the answer of DescribeServices comes in.
import { z } from 'zod';

const deployment = z.object({
  status: z.string(),
  taskDefinition: z.string(),
  desiredCount: z.int(),
  runningCount: z.int(),
  rolloutState: z.enum(['COMPLETED', 'FAILED', 'IN_PROGRESS']).optional(),
  rolloutStateReason: z.string().optional(),
});
const answer = z.object({
  services: z.array(
    z.object({ status: z.string(), taskDefinition: z.string(), deployments: z.array(deployment) }),
  ),
});
export type Service = z.output<typeof answer>['services'][number];

export type Verdict =
  /** All tasks of the new version run, and none of the old. */
  | { readonly kind: 'steady' }
  | { readonly kind: 'waiting'; readonly running: number; readonly wanted: number }
  /** ECS gave up, and has not gone back. */
  | { readonly kind: 'failed'; readonly why: string }
  /** The circuit breaker put the old version back. */
  | { readonly kind: 'taken-back'; readonly why: string };

export function serviceOf(given: unknown, name: string): Service {
  const found = answer.parse(given).services.find(({ status }) => status === 'ACTIVE');
  if (found === undefined) throw new Error(`ECS has no active service "${name}".`);
  return found;
}

/** @param wanted ARN of the task definition that was deployed. */
export function verdict({ deployments }: Service, wanted: string): Verdict {
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  const ours = deployments.find(({ taskDefinition }) => taskDefinition === wanted);
  const why = ours?.rolloutStateReason ?? 'ECS gives no reason';
  if (primary?.taskDefinition !== wanted) return { kind: 'taken-back', why };
  if (primary.rolloutState === 'FAILED') return { kind: 'failed', why };
  const { desiredCount, runningCount } = primary;
  const done =
    primary.rolloutState === 'COMPLETED' && runningCount === desiredCount && deployments.length === 1;
  if (!done || desiredCount === 0) return { kind: 'waiting', running: runningCount, wanted: desiredCount };
  return { kind: 'steady' };
}
