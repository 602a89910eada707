// What actionlint does not ask of a workflow, and we do. Each rule reads one workflow (with the others at hand, because a job
// may call one) and says what is wrong, with the line.
import { calledBy, type Job, type Step, triggers, type Workflow } from './read.ts';

export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
/** The path of a value, or a line where the rule reads the text. */
type Say = (at: readonly (string | number)[] | number, message: string) => void;
type Rule = (workflow: Workflow, say: Say, all: readonly Workflow[]) => void;

const jobsOf = (workflow: Workflow): [string, Job][] => Object.entries(workflow.jobs);

function eachStep(
  workflow: Workflow,
  visit: (step: Step, path: (string | number)[], job: Job) => void,
): void {
  for (const [id, job] of jobsOf(workflow))
    job.steps.forEach((step, index) => {
      visit(step, ['jobs', id, 'steps', index], job);
    });
}

/** This workflow, and every one that its jobs call. */
function reached(workflow: Workflow, all: readonly Workflow[]): Workflow[] {
  const called = jobsOf(workflow).flatMap(([, job]) => all.filter(({ file }) => file === calledBy(job)));
  return [workflow, ...called.flatMap((one) => reached(one, all))];
}

const pinned: Rule = (workflow, say) => {
  const check = (uses: string, path: readonly (string | number)[]) => {
    if (/^\.\/\.github\/workflows\/[\w-]+\.yml$/.test(uses)) return;
    if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses))
      return say(path, `${uses} is not pinned: a tag can be moved, so name the commit`);
    const line = workflow.text.split('\n')[workflow.lineOf(path) - 1] ?? '';
    if (!/# v\d+\.\d+\.\d+$/.test(line))
      say(path, `${uses}: a comment has to say which version this commit is`);
  };
  for (const [id, { uses }] of jobsOf(workflow)) if (uses !== undefined) check(uses, ['jobs', id, 'uses']);
  eachStep(workflow, ({ uses }, path) => uses !== undefined && check(uses, [...path, 'uses']));
};

const nothingAtTheTop: Rule = ({ permissions }, say) => {
  if (typeof permissions !== 'object' || Object.keys(permissions).length > 0)
    say(['permissions'], 'the top has to say permissions: {}, and each job what it needs');
};

/** May write: proof of who is asking, and attestations about what was built. Nothing writes to the repository. */
const grants: Rule = (workflow, say) => {
  for (const [id, job] of jobsOf(workflow)) {
    const path = ['jobs', id, 'permissions'];
    if (typeof job.permissions !== 'object') {
      say(
        path,
        `the job ${id} has to list its permissions${job.permissions ? `, not ${job.permissions}` : ''}`,
      );
      continue;
    }
    for (const [scope, right] of Object.entries(job.permissions)) {
      if (right !== 'write') continue;
      if (scope !== 'id-token' && scope !== 'attestations') say(path, `the job ${id} may not write ${scope}`);
      else if (job.environment !== 'production' && job.uses === undefined)
        say(path, `${scope}: write belongs to jobs of the environment "production"; ${id} is none`);
    }
  }
};

const noPrivilegedTrigger: Rule = (workflow, say) => {
  for (const trigger of triggers(workflow))
    if (['pull_request_target', 'workflow_run', 'issue_comment'].includes(trigger))
      say(['on'], `${trigger} runs with our rights on a stranger’s words`);
};

/** Text of a stranger in a script is a script of a stranger. So no expression at all stands in one. */
const noInjection: Rule = (workflow, say) =>
  eachStep(workflow, ({ run }, path) => {
    const found = run && /\$\{\{.*?\}\}/s.exec(run);
    if (found) say([...path, 'run'], `${found[0]} in a script: hand it in through env`);
  });

const noSecrets: Rule = (workflow, say) => {
  for (const [id, { secrets }] of jobsOf(workflow))
    if (secrets !== undefined)
      say(['jobs', id, 'secrets'], 'no secret is handed on: rights come from the run itself');
  const at = workflow.text.split('\n').findIndex((line) => /\$\{\{[^}]*\bsecrets\b/.test(line));
  if (at >= 0) say(at + 1, 'a stored secret is used: rights come from the run itself, through the role');
};

const lockedInstall: Rule = (workflow, say) =>
  eachStep(workflow, ({ run = '' }, path) => {
    const at = [...path, 'run'];
    if (/\bnpm (i|install|add)\b/.test(run))
      say(at, 'npm install can change what is installed: npm ci --ignore-scripts');
    if (/\bnpm ci\b(?!.*--ignore-scripts)/.test(run))
      say(at, 'npm ci without --ignore-scripts runs code of packages');
    if (/\b(curl|wget)\b[^\n]*\|\s*(ba|z)?sh\b/.test(run)) say(at, 'what is fetched is run unseen');
    if (/\bnpx\b/.test(run)) say(at, 'npx fetches what is not locked');
  });

const noTokenLeft: Rule = (workflow, say) =>
  eachStep(workflow, ({ uses, with: given }, path) => {
    if (uses?.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false)
      say(path, 'checkout leaves its token on disk: persist-credentials: false');
  });

const bounded: Rule = (workflow, say) => {
  for (const [id, job] of jobsOf(workflow)) {
    if (job.uses !== undefined) continue;
    if (job['timeout-minutes'] === undefined) say(['jobs', id], `the job ${id} has no timeout-minutes`);
    if (!/^ubuntu-\d+\.\d+(-arm)?$/.test(job['runs-on'] ?? ''))
      say(['jobs', id, 'runs-on'], 'runs-on has to name a version');
  }
};

/** A deploy that is cut off in the middle is worse than one that waits. */
const deploysWait: Rule = (workflow, say, all) => {
  const deploys = reached(workflow, all).some((one) =>
    jobsOf(one).some(([, job]) => job.environment !== undefined),
  );
  const started = triggers(workflow).some((trigger) => trigger !== 'workflow_call');
  if (!deploys || !started) return;
  const { concurrency } = workflow;
  if (typeof concurrency !== 'object' || concurrency['group'] !== 'deliver')
    return say(['concurrency'], 'deploys wait for each other: concurrency with the group "deliver"');
  if (concurrency['cancel-in-progress'] !== false)
    say(['concurrency'], 'a running deploy is never cancelled: cancel-in-progress: false');
};

/** A stranger’s change never meets a deploy’s rights, through however many calls. */
const strangersDeployNothing: Rule = (workflow, say, all) => {
  if (!triggers(workflow).includes('pull_request')) return;
  for (const { file, jobs } of reached(workflow, all))
    for (const [id, { environment, permissions }] of Object.entries(jobs))
      if (
        environment !== undefined ||
        (typeof permissions === 'object' && permissions['id-token'] === 'write')
      )
        say(['on'], `a pull request reaches the job ${id} of ${file}, which has rights`);
};

export const rules: Readonly<Record<string, Rule>> = {
  pinned,
  nothingAtTheTop,
  grants,
  noPrivilegedTrigger,
  noInjection,
  noSecrets,
  lockedInstall,
  noTokenLeft,
  bounded,
  deploysWait,
  strangersDeployNothing,
};

/** @param chosen rules by name; without it all of them. */
export const ruleFaults = (all: readonly Workflow[], chosen = Object.keys(rules)): Fault[] =>
  all.flatMap((workflow) => {
    const faults: Fault[] = [];
    const say: Say = (at, message) => {
      const line = typeof at === 'number' ? at : workflow.lineOf(at);
      faults.push({ file: workflow.file, line, message });
    };
    for (const name of chosen) rules[name]?.(workflow, say, all);
    return faults;
  });
