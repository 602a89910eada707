// The push against a registry that keeps tags for ever, and the words about images.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Aws, AwsRefused, awsCli } from './aws.ts';
import { byDigest, imageFaults } from './image.ts';
import { push } from './push.ts';
import { withImage } from './task-definition.ts';

const built = `sha256:${'a'.repeat(64)}`;
const revision = 'c'.repeat(40);

function registry(scan: Record<string, number>, changes?: string) {
  const tags = new Map<string, string>();
  let looks = 0;
  const aws: Aws = async (_service, operation, input) => {
    if (operation === 'describe-repositories') return { repositories: [{ repositoryUri: 'host/api' }] };
    if (operation === 'describe-images') {
      const { imageIds } = input as { imageIds: { imageTag: string }[] };
      const imageDigest = tags.get(imageIds[0]?.imageTag ?? '');
      if (imageDigest === undefined)
        throw new AwsRefused('ecr', 'An error occurred (ImageNotFoundException) when calling …');
      return { imageDetails: [{ imageDigest }] };
    }
    if (looks++ === 0) throw new AwsRefused('ecr', 'An error occurred (ScanNotFoundException) when …');
    return {
      imageScanStatus: { status: looks < 3 ? 'IN_PROGRESS' : 'COMPLETE' },
      imageScanFindings: { findingSeverityCounts: scan },
    };
  };
  const copied: string[] = [];
  const copy = async (to: string) => {
    const tag = to.split(':').at(-1) as string;
    if (tags.has(tag)) throw new Error('ImageTagAlreadyExistsException');
    copied.push(to);
    tags.set(tag, changes ?? built);
  };
  return { store: { aws, copy, wait: async () => {}, say: () => {} }, copied, tags };
}

describe('ECR Push', () => {
  it('stores the image under the commit’s name and gives the digest that was built', async () => {
    const { store, copied } = registry({ MEDIUM: 4 });
    expect(await push(store, 'api', revision, built)).toEqual({ repository: 'host/api', digest: built });
    expect(copied).toEqual([`host/api:${revision}`]);
  });

  it('can be repeated: what was stored first stays, even when the second build has other bytes', async () => {
    const { store, copied } = registry({});
    await push(store, 'api', revision, built);
    const again = await push(store, 'api', revision, `sha256:${'b'.repeat(64)}`);
    expect(again.digest).toBe(built);
    expect(copied).toHaveLength(1);
  });

  it('stops at a critical weakness, at a push that changed the bytes, and at a name that is no commit', async () => {
    await expect(push(registry({ CRITICAL: 1 }).store, 'api', revision, built)).rejects.toThrow(
      '1 critical weaknesses',
    );
    const changed = registry({}, `sha256:${'d'.repeat(64)}`);
    await expect(push(changed.store, 'api', revision, built)).rejects.toThrow('the push changed the image');
    await expect(push(registry({}).store, 'api', 'latest', built)).rejects.toThrow('This is no commit');
  });
});

describe('an image', () => {
  const good = {
    config: { User: '1000:1000', Env: ['NODE_ENV=production'], Entrypoint: ['node', '/app/main.js'] },
    history: [{ created_by: 'COPY /app /app' }],
  };
  it('of our recipe has no fault', () => {
    expect(imageFaults(good)).toEqual([]);
  });
  it.each([
    ['root', { ...good, config: { ...good.config, User: '' } }, 'root'],
    ['user 0', { ...good, config: { ...good.config, User: '0:0' } }, 'root'],
    ['a shell', { ...good, config: { ...good.config, Entrypoint: null } }, 'ENTRYPOINT'],
    ['a password', { ...good, config: { ...good.config, Env: ['DB_PASSWORD=x'] } }, 'DB_PASSWORD'],
    ['a key in a step', { ...good, history: [{ created_by: `RUN key=AKIA${'A'.repeat(16)}` }] }, 'key'],
  ])('with %s is refused', (_what, image, word) => {
    expect(imageFaults(image).join()).toContain(word);
  });
  it('is named by its digest only', () => {
    expect(byDigest('repo', built)).toBe(`repo@${built}`);
    expect(() => byDigest('repo', 'latest')).toThrow('no digest');
  });
  it('goes into the container of its service, and nothing else of the task changes', () => {
    const running = {
      taskDefinition: {
        taskDefinitionArn: 'arn',
        revision: 3,
        cpu: '512',
        containerDefinitions: [
          { name: 'logs', image: 'logs@sha256:1' },
          { name: 'api', image: 'x', cpu: 3 },
        ],
      },
    };
    expect(withImage(running, 'api', 'repo', built)).toEqual({
      cpu: '512',
      containerDefinitions: [
        { name: 'logs', image: 'logs@sha256:1' },
        { name: 'api', image: `repo@${built}`, cpu: 3 },
      ],
    });
    expect(() => withImage(running, 'web', 'repo', built)).toThrow('It has: logs, api.');
  });
});

it('the command line gets the service’s own JSON, and an error keeps its code', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lavbytes-aws-'));
  const program = join(folder, 'aws');
  const script = `#!${process.execPath}
const [service, operation, flag, json] = process.argv.slice(2);
if (operation === 'describe-images') {
  console.error('An error occurred (ImageNotFoundException) when calling the DescribeImages operation: none');
  process.exit(254);
}
console.log(JSON.stringify({ service, operation, flag, input: JSON.parse(json), rest: process.argv.slice(6) }));
`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const aws = awsCli(program);
  expect(await aws('ecs', 'describe-services', { cluster: "it's" })).toEqual({
    service: 'ecs',
    operation: 'describe-services',
    flag: '--cli-input-json',
    input: { cluster: "it's" },
    rest: ['--output', 'json'],
  });
  await expect(aws('ecr', 'describe-images', {})).rejects.toMatchObject({ code: 'ImageNotFoundException' });
  rmSync(folder, { recursive: true });
  // A step that does not exist is told, with those that do.
  const { code, said } = await new Promise<{ code: unknown; said: string }>((done) =>
    execFile(process.execPath, ['infra/release/command.ts', 'deploy'], (error, _out, err) =>
      done({ code: error?.code, said: err }),
    ),
  );
  expect([code, said]).toEqual([
    1,
    expect.stringContaining('inspect, push, static-assets, roll-out, health-check, roll-back'),
  ]);
});
