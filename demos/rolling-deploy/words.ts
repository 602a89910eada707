// What happens, in sentences; the text twin of the drawing, the log of the simulation, and the proof's way to a fault.
import type { Explored, Fate, Move } from './explore.ts';
import type { Limits, Version } from './rules.ts';
import { type ImageId, imageNames, type Settings } from './settings.ts';
import { type Happened, lostInAll, type Run } from './simulate.ts';

export const versionNames: Readonly<Record<Version, string>> = { old: 'v1', new: 'v2' };

/** "1:05" */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
const list = (items: readonly (string | number)[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

export function sentenceOf(event: Happened, limits: Limits): string {
  const { numbers, version = 'new', serving, tasks, failures } = event;
  const one = numbers.length === 1;
  const who = `${versionNames[version]} ${one ? 'task' : 'tasks'} ${list(numbers)}`;
  const counted =
    limits.failures === null
      ? ''
      : ` Failures in a row: ${Math.min(failures, limits.failures)} of ${limits.failures}.`;
  const here = `In service: ${serving}, at least ${limits.least}.`;
  switch (event.what) {
    case 'begins':
      return `The deploy of v2 begins. ${here}`;
    case 'starts':
      return `ECS starts ${who}. Running or starting: ${tasks}, at most ${limits.most}.`;
    case 'runs':
      return `${who} ${one ? 'runs' : 'run'} and ${one ? 'is' : 'are'} asked for ${one ? 'its' : 'their'} health.`;
    case 'serves':
      return `${who} ${one ? 'passes its check and takes' : 'pass their checks and take'} traffic. ${here}`;
    case 'start-fails':
      return `${who} did not start.${version === 'new' ? counted : ''}`;
    case 'checks-fail':
      return `${who} failed ${one ? 'its' : 'their'} checks and the grace period is over.${version === 'new' ? counted : ''}`;
    case 'crashes':
      return `${who} ${one ? 'crashes' : 'crash'} while serving. ${here}`;
    case 'leaves':
      return `ECS stops ${who}: no new requests, time to finish. ${here}`;
    case 'gone':
      return `${who} ${one ? 'is' : 'are'} gone.`;
    case 'breaker':
      return `The circuit breaker: ${many(failures, 'failure')} in a row. The deploy has failed and v1 is wanted again.`;
    case 'stuck':
      return 'ECS may neither stop nor start a task. It says so in the service’s events, and the deploy stands still.';
    case 'done':
      return `Deployed: ${many(serving, 'task')} of v2 in service, none of v1.`;
    case 'rolled-back':
      return `Rolled back: ${many(serving, 'task')} of v1 in service, none of v2.`;
  }
}

export const outcomeWords: Readonly<Record<Run['outcome'], string>> = {
  deployed: 'Deployed',
  'rolled-back': 'Rolled back by itself',
  stuck: 'Cannot proceed',
  unended: 'No end in sight',
};

export type Tone = 'pass' | 'warn' | 'fail';
export interface Summary {
  readonly tone: Tone;
  readonly text: string;
}

const figure = (value: number): string => Math.ceil(value).toLocaleString('en-GB');

/** "with nobody to answer", or each way with its number where there are several. */
function lossOf({ cut, crashed, unanswered }: Run['lost']): string {
  const ways = [
    [cut, 'cut off in hand'],
    [crashed, 'with a task that crashed'],
    [unanswered, 'with nobody to answer'],
  ] as const;
  const had = ways.filter(([count]) => count > 0);
  return list(had.map(([count, how]) => (had.length === 1 ? how : `${figure(count)} ${how}`)));
}

/** The run in a sentence or two: what a client would have noticed. */
export function summaryOf(run: Run, image: ImageId, { desired }: Limits): Summary {
  const lost = lostInAll(run.lost);
  const few = run.fewestInService;
  const capacity =
    few === 0
      ? 'For a while nobody answered'
      : few < desired
        ? `Capacity fell to ${few} of ${desired} tasks`
        : 'Never fewer tasks in service than asked for';
  const requests =
    lost === 0 ? 'no request was lost' : `up to ${figure(lost)} requests were lost, ${lossOf(run.lost)}`;
  const inVain = image === 'healthy' && run.outcome === 'rolled-back';
  const unended = run.outcome === 'stuck' || run.outcome === 'unended';
  const tone = few === 0 || lost > 0 || unended ? 'fail' : few < desired || inVain ? 'warn' : 'pass';
  const outcome = outcomeWords[run.outcome] + (inVain ? ', though the image is sound' : '');
  return { tone, text: `${outcome}. ${capacity}; ${requests}.` };
}

export const fateNames: Readonly<Record<Fate, string>> = {
  ...imageNames,
  mixed: 'Any of these three, task by task',
};

/** What the search found, and the tone in which to say it. */
export function foundOf({ verdict, fewestInService }: Explored, { desired }: Limits): Summary {
  switch (verdict.kind) {
    case 'holds':
      if (fewestInService === 0)
        return { tone: 'fail', text: 'The limits hold, and permit that nobody is in service.' };
      if (fewestInService < desired)
        return {
          tone: 'warn',
          text: `Holds, with ${fewestInService} of ${desired} in service at the worst.`,
        };
      return { tone: 'pass', text: 'Holds in every order.' };
    case 'below':
      return { tone: 'fail', text: `Breaks: as few as ${fewestInService} in service.` };
    case 'above':
      return { tone: 'fail', text: 'Breaks: more tasks than permitted are possible.' };
    case 'stuck':
      return { tone: 'fail', text: 'Cannot proceed: a state is reached in which ECS may do nothing.' };
    case 'endless':
      return { tone: 'fail', text: 'Never ends: no order of events leads to an end.' };
  }
}

const moveWords: Readonly<Record<Move['kind'], string>> = {
  start: 'is started',
  stop: 'is stopped',
  runs: 'runs',
  serves: 'takes traffic',
  'start-fails': 'does not start',
  'checks-fail': 'fails its checks',
  crashes: 'crashes',
};

/** "a v2 task is started; a v2 task runs; …" */
export const wayOf = (way: readonly Move[]): string =>
  way.length === 0
    ? 'at once'
    : way.map(({ kind, version }) => `a ${versionNames[version]} task ${moveWords[kind]}`).join('; ');

/** The arithmetic, with its numbers in it. */
export function formulas(
  settings: Settings,
  { desired, least, most, failures }: Limits,
): readonly (readonly [string, string])[] {
  const { minimumHealthyPercent, maximumPercent, deregistrationDelay, longest } = settings;
  return [
    ['Never fewer in service than', `⌈${desired} × ${minimumHealthyPercent} ÷ 100⌉ = ${least}`],
    ['Never more running or starting than', `⌊${desired} × ${maximumPercent} ÷ 100⌋ = ${most}`],
    ['Tasks that may start beside the others', `${most} − ${desired} = ${most - desired}`],
    ['Tasks that may stop before others serve', `${desired} − ${least} = ${desired - least}`],
    [
      'Failures in a row until it rolls back',
      failures === null ? 'nobody counts' : `max(3, min(200, ⌈${desired} × 50 ÷ 100⌉)) =\u00a0${failures}`,
    ],
    [
      'Time to finish, less the longest request',
      `${deregistrationDelay} s − ${longest} s = ${deregistrationDelay - longest} s`,
    ],
  ];
}
