// ECS Rolling Deploy and Health Check. The first registers the new version and asks for it; the second waits until ECS has
// an answer, looks at what really runs, and goes back when the answer is no.
import { z } from 'zod';
import type { Aws } from './aws.ts';
import { withImage } from './task-definition.ts';
import { type Service, serviceOf, verdict } from './verdict.ts';

export interface Target {
  readonly cluster: string;
  /** Name of the service, and of its container. */
  readonly service: string;
}
interface Rollout {
  readonly taskDefinition: string;
  /** The version to go back to. */
  readonly previous: string;
}

/** The deployed version is not the one that was asked for; what runs is in the message. */
export class NotHealthy extends Error {
  override readonly name = 'NotHealthy';
}

const look = async (aws: Aws, { cluster, service }: Target): Promise<Service> =>
  serviceOf(await aws('ecs', 'describe-services', { cluster, services: [service] }), service);

const update = (aws: Aws, { cluster, service }: Target, taskDefinition: string) =>
  aws('ecs', 'update-service', { cluster, service, taskDefinition });

const registered = z.object({ taskDefinition: z.object({ taskDefinitionArn: z.string() }) });

export async function rollOut(
  aws: Aws,
  target: Target,
  repository: string,
  digest: string,
): Promise<Rollout> {
  const { taskDefinition: previous } = await look(aws, target);
  const running = await aws('ecs', 'describe-task-definition', { taskDefinition: previous });
  const next = withImage(running, target.service, repository, digest);
  if (next === null) return { taskDefinition: previous, previous };
  const made = registered.parse(await aws('ecs', 'register-task-definition', next));
  const { taskDefinitionArn: taskDefinition } = made.taskDefinition;
  await update(aws, target, taskDefinition);
  return { taskDefinition, previous };
}

interface Waiting {
  readonly wait: () => Promise<unknown>;
  /** How often ECS is asked before we give up. */
  readonly tries: number;
  readonly say: (line: string) => void;
}

/** @throws NotHealthy when the new version does not run; by then the previous one is asked for again. */
export async function healthCheck(
  aws: Aws,
  target: Target,
  { taskDefinition, previous }: Rollout,
  digest: string,
  waiting: Waiting,
): Promise<void> {
  const why = (await wrong(aws, target, taskDefinition, waiting)) ?? (await otherImage(aws, target, digest));
  if (why === null) return;
  const { taskDefinition: running } = await look(aws, target);
  if (running === taskDefinition && previous !== taskDefinition) {
    waiting.say(`${why}. Going back to ${previous}`);
    await update(aws, target, previous);
    const back = await wrong(aws, target, previous, waiting);
    await forget(aws, taskDefinition);
    if (back !== null) throw new NotHealthy(`${why}. Going back did not work either: ${back}.`);
    throw new NotHealthy(`${why}. ${previous} runs again.`);
  }
  if (running !== taskDefinition) await forget(aws, taskDefinition);
  throw new NotHealthy(`${why}. ECS runs ${running}.`);
}

/** So that nobody goes back to a version that never ran. */
const forget = (aws: Aws, taskDefinition: string) =>
  aws('ecs', 'deregister-task-definition', { taskDefinition });

async function wrong(aws: Aws, target: Target, wanted: string, waiting: Waiting): Promise<string | null> {
  for (let tries = 0; tries < waiting.tries; tries++) {
    const now = verdict(await look(aws, target), wanted);
    if (now.kind === 'steady') return null;
    if (now.kind === 'failed') return `The deployment failed: ${now.why}`;
    if (now.kind === 'taken-back') return `ECS took the deployment back: ${now.why}`;
    waiting.say(`${now.running} of ${now.wanted} new tasks run`);
    await waiting.wait();
  }
  return `${target.service} was not steady after ${waiting.tries} looks`;
}

const listed = z.object({ taskArns: z.array(z.string()) });
const tasks = z.object({
  tasks: z.array(
    z.object({ containers: z.array(z.object({ name: z.string(), imageDigest: z.string().optional() })) }),
  ),
});

/** The bytes that passed the tests are the bytes that run: what each task reports, held against what was pushed. */
async function otherImage(aws: Aws, { cluster, service }: Target, digest: string): Promise<string | null> {
  const { taskArns } = listed.parse(await aws('ecs', 'list-tasks', { cluster, serviceName: service }));
  if (taskArns.length === 0) return `${service} has no task`;
  const found = tasks.parse(await aws('ecs', 'describe-tasks', { cluster, tasks: taskArns }));
  const digests = found.tasks.flatMap(({ containers }) =>
    containers.filter(({ name }) => name === service).map(({ imageDigest }) => imageDigest ?? 'none'),
  );
  const other = digests.find((one) => one !== digest);
  return other === undefined && digests.length > 0
    ? null
    : `A task runs ${other ?? 'nothing'}, not ${digest}`;
}

/** By hand: back to the version before the running one. */
export async function rollBack(aws: Aws, target: Target, waiting: Waiting): Promise<string> {
  const { taskDefinition } = await look(aws, target);
  const [, family, revision] = /task-definition\/([^:]+):(\d+)$/.exec(taskDefinition) ?? [];
  const known = z
    .object({ taskDefinitionArns: z.array(z.string()) })
    .parse(
      await aws('ecs', 'list-task-definitions', { familyPrefix: family, sort: 'DESC', status: 'ACTIVE' }),
    );
  const before = known.taskDefinitionArns.find((arn) => Number(arn.split(':').at(-1)) < Number(revision));
  if (before === undefined)
    throw new Error(`There is no version of ${target.service} before ${taskDefinition}.`);
  await update(aws, target, before);
  const why = await wrong(aws, target, before, waiting);
  if (why !== null) throw new NotHealthy(`${why}.`);
  return before;
}
