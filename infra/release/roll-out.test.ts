// The release against a stand-in for ECS: what runs afterwards, what the run says, and that nobody waits for ever.
import { describe, expect, it } from 'vitest';
import { ecsStub, type Fate } from './ecs-stub.ts';
import { healthCheck, rollBack, rollOut } from './roll-out.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;
const target = { cluster: 'lavbytes-reference', service: 'reference-api' };
const old = { image: `repo@${other}` };

async function release(fate: Fate, reported?: string) {
  const ecs = ecsStub(fate, old);
  const said: string[] = [];
  const waiting = { wait: async () => {}, tries: 5, say: (line: string) => said.push(line) };
  const rollout = await rollOut(ecs.aws, target, 'repo', digest);
  if (reported !== undefined) ecs.reports(reported);
  const failure = await healthCheck(ecs.aws, target, rollout, digest, waiting).then(
    () => null,
    (error: Error) => error,
  );
  return { ecs, said, failure, rollout, waiting };
}

describe('a version is deployed', () => {
  it('and is the version that runs, by its digest, once all of its tasks answer', async () => {
    const { ecs, said, failure } = await release({ looks: 3, ends: 'steady' });
    expect(failure).toBeNull();
    expect(ecs.running()).toEqual({ revision: 3, image: `repo@${digest}` });
    expect(said).toHaveLength(3);
    expect(ecs.calls).not.toContain('deregister-task-definition');
  });

  it('and registers nothing when the same bytes run already', async () => {
    const ecs = ecsStub({ looks: 0, ends: 'steady' }, { image: `repo@${digest}` });
    const { taskDefinition, previous } = await rollOut(ecs.aws, target, 'repo', digest);
    expect([taskDefinition, previous]).toEqual([ecs.arn(2), ecs.arn(2)]);
    expect(ecs.calls).toEqual(['describe-services', 'describe-task-definition']);
  });
});

describe('a version that is not healthy is gone afterwards', () => {
  it('taken back by ECS’s circuit breaker: nothing to undo, and the run is red', async () => {
    const { ecs, failure } = await release({ looks: 2, ends: 'taken-back' });
    expect(failure?.message).toBe(
      `ECS took the deployment back: tasks failed to start. ECS runs ${ecs.arn(2)}.`,
    );
    expect(ecs.running().image).toBe(old.image);
    expect(ecs.calls.filter((call) => call === 'update-service')).toHaveLength(1);
  });

  it.each<[string, Fate, RegExp]>([
    ['failed, and left there', { looks: 1, ends: 'failed' }, /failed: tasks failed to start/],
    ['not ready at the last look', { looks: 0, ends: 'never' }, /was not steady after 5 looks/],
  ])('%s: we go back', async (_what, fate, message) => {
    const { ecs, failure } = await release(fate);
    expect(failure?.message).toMatch(message);
    expect(failure?.message).toContain(`${ecs.arn(2)} runs again`);
    expect(ecs.running().image).toBe(old.image);
  });

  it('healthy, but of other bytes than were pushed: we go back', async () => {
    const { ecs, failure } = await release({ looks: 1, ends: 'steady' }, other);
    expect(failure?.message).toContain(`A task runs ${other}, not ${digest}`);
    expect(ecs.running().image).toBe(old.image);
  });

  it('and nobody goes back to it by hand later', async () => {
    const { ecs, waiting } = await release({ looks: 1, ends: 'failed' });
    // Another version, which is good.
    await ecs.aws('ecs', 'register-task-definition', { containerDefinitions: [{ image: 'repo@sha256:c' }] });
    await ecs.aws('ecs', 'update-service', { taskDefinition: ecs.arn(4) });
    expect(await rollBack(ecs.aws, target, waiting)).toBe(ecs.arn(2));
  });
});

describe('going back by hand', () => {
  it('takes the version before the running one', async () => {
    const ecs = ecsStub({ looks: 1, ends: 'steady' }, old);
    const waiting = { wait: async () => {}, tries: 5, say: () => {} };
    expect(await rollBack(ecs.aws, target, waiting)).toBe(ecs.arn(1));
    await expect(rollBack(ecs.aws, target, waiting)).rejects.toThrow('no version of reference-api before');
  });
});
