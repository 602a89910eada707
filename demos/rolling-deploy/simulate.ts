// One way in which the deploy goes, second by second, with the same rules as the proof. Where ECS may choose, it takes the order
// that leaves the least capacity: it stops first and starts then. Nothing is drawn by chance: the same settings give the same run.
import {
  type Counts,
  inService,
  isDone,
  limitsOf,
  mayStart,
  mayStop,
  type Phase,
  total,
  type Version,
} from './rules.ts';
import type { ImageId, Settings } from './settings.ts';

export interface Span {
  readonly phase: Phase | 'leaving';
  readonly from: number;
  readonly to: number;
}

export type Ending = 'stopped' | 'not-started' | 'failed-checks' | 'crashed';

export interface Task {
  readonly version: Version;
  readonly number: number;
  readonly spans: readonly Span[];
  /** Absent: it is still there at the end. */
  readonly ending?: Ending;
}

export type Happening =
  | 'begins'
  | 'starts'
  | 'runs'
  | 'serves'
  | 'start-fails'
  | 'checks-fail'
  | 'crashes'
  | 'leaves'
  | 'gone'
  | 'breaker'
  | 'stuck'
  | 'done'
  | 'rolled-back';

export interface Happened {
  readonly at: number;
  readonly what: Happening;
  readonly version?: Version;
  /** Which tasks. */
  readonly numbers: readonly number[];
  /** Once it has happened. */
  readonly serving: number;
  readonly tasks: number;
  readonly failures: number;
}

export interface Lost {
  /** Cut off when their task's time to finish was over. */
  readonly cut: number;
  /** In hand, or sent, when a task crashed. */
  readonly crashed: number;
  /** Nobody was there to answer. */
  readonly unanswered: number;
}

export interface Run {
  readonly tasks: readonly Task[];
  readonly events: readonly Happened[];
  /** Tasks in service, and running or starting, from each second on in which one of them changes. */
  readonly levels: readonly { readonly at: number; readonly serving: number; readonly tasks: number }[];
  readonly end: number;
  /** `unended`: still trying when the drawing stops. */
  readonly outcome: 'deployed' | 'rolled-back' | 'stuck' | 'unended';
  readonly lost: Lost;
  readonly fewestInService: number;
  readonly mostTasks: number;
}

/** The deploy is asked for at this second; before it, all is well. */
export const begins = 10;
/** A quarter of an hour, and a little after the end. */
const longestRun = 900;
const tail = 20;
/** What is assumed beside the settings: seconds for which an image that crashes serves, and until nobody sends to a crashed task. */
export const crashesAfter = 45;
export const noticedAfter = 5;
/** Tasks that are started together run one after the other, so many seconds apart. */
export const apart = 3;

interface Working {
  readonly version: Version;
  readonly number: number;
  readonly spans: Span[];
  phase: Phase | 'leaving' | 'gone';
  since: number;
  /** When it began to run. */
  ran: number;
  /** It took traffic, so it has something to finish. */
  served: boolean;
  ending?: Ending;
}

/** Seconds from running to the first check that it passes or, of a task that ECS ends first, until then. */
export function judged(
  settings: Settings,
  image: ImageId,
): { readonly after: number; readonly passes: boolean } {
  const { interval, healthyChecks, unhealthyChecks, grace, readyAfter } = settings;
  const answers = image === 'fails-checks' ? Number.POSITIVE_INFINITY : readyAfter;
  // A new target serves after the first check that it passes; one that has failed too often, only after several in a row.
  const unhealthyAt = unhealthyChecks * interval;
  const first = Math.max(1, Math.ceil(answers / interval)) * interval;
  const passesAt = first <= unhealthyAt ? first : first + (healthyChecks - 1) * interval;
  const endsAt = Math.max(grace, unhealthyAt);
  return passesAt <= endsAt ? { after: passesAt, passes: true } : { after: endsAt, passes: false };
}

export function simulate(settings: Settings, image: ImageId): Run {
  const limits = limitsOf(settings);
  const { desired, startsAfter, deregistrationDelay, rate, longest } = settings;
  const tasks: Working[] = [];
  const events: Happened[] = [];
  const levels: { at: number; serving: number; tasks: number }[] = [];
  const lost = { cut: 0, crashed: 0, unanswered: 0 };
  let [wanted, failures, outcome] = ['new' as Version, 0, null as Run['outcome'] | null];
  let [fewest, most, stops] = [desired, desired, longestRun];

  const enter = (task: Working, phase: Working['phase'], at: number) => {
    if (task.phase !== 'gone' && at > task.since)
      task.spans.push({ phase: task.phase, from: task.since, to: at });
    task.phase = phase;
    task.since = at;
  };
  const add = (version: Version, phase: Phase): Working => {
    const number = tasks.filter((task) => task.version === version).length + 1;
    const task: Working = {
      version,
      number,
      spans: [],
      phase,
      since: now,
      ran: now,
      served: phase === 'serving',
    };
    tasks.push(task);
    return task;
  };
  const tell = (what: Happening, of: readonly Working[] = []) => {
    const counts = count(tasks);
    const [first] = of;
    events.push({
      at: now,
      what,
      ...(first && { version: first.version }),
      numbers: of.map(({ number }) => number),
      serving: inService(counts),
      tasks: total(counts),
      failures,
    });
  };
  /** Tells once of all tasks of a version to which the same happens in this second. */
  const befall = (what: Happening, of: readonly Working[], change: (task: Working) => void) => {
    for (const version of ['old', 'new'] as const) {
      const those = of.filter((task) => task.version === version);
      for (const task of those) change(task);
      if (those.length > 0) tell(what, those);
    }
  };
  const fail = (task: Working) => {
    if (task.version === wanted && wanted === 'new') failures++;
  };

  let now = 0;
  for (let left = desired; left > 0; left--) add('old', 'serving');
  for (; now <= stops; now++) {
    const inPhase = (phase: Working['phase'], seconds: number) =>
      tasks.filter((task) => task.phase === phase && now - task.since >= seconds);
    const fate = (task: Working): ImageId => (task.version === 'old' ? 'healthy' : image);
    const verdict = (task: Working) =>
      task.version === 'old'
        ? judged({ ...settings, grace: longestRun }, 'healthy')
        : judged(settings, image);

    // What happens to tasks by themselves.
    const left = inPhase('leaving', 1).filter(
      (task) => !task.served || now - task.since >= deregistrationDelay,
    );
    befall('gone', left, (task) => {
      enter(task, 'gone', now);
      task.ending ??= 'stopped';
    });
    const started = inPhase('starting', startsAfter).filter(
      ({ since, number }) => now - since >= startsAfter + ((number - 1) % desired) * apart,
    );
    befall(
      'start-fails',
      started.filter((task) => fate(task) === 'never-starts'),
      (task) => {
        enter(task, 'gone', now);
        task.ending = 'not-started';
        fail(task);
      },
    );
    befall(
      'runs',
      started.filter((task) => fate(task) !== 'never-starts'),
      (task) => {
        enter(task, 'checking', now);
        task.ran = now;
      },
    );
    const checked = tasks.filter(
      (task) => task.phase === 'checking' && now - task.ran >= verdict(task).after,
    );
    befall(
      'serves',
      checked.filter((task) => verdict(task).passes),
      (task) => {
        enter(task, 'serving', now);
        failures = 0;
      },
    );
    befall(
      'checks-fail',
      checked.filter((task) => !verdict(task).passes),
      (task) => {
        enter(task, 'failing', now);
        task.ending = 'failed-checks';
        fail(task);
      },
    );
    const served = Math.max(1, inService(count(tasks)));
    befall(
      'crashes',
      inPhase('serving', crashesAfter).filter((task) => fate(task) === 'crashes'),
      (task) => {
        lost.crashed += (rate / served) * (longest + noticedAfter);
        enter(task, 'gone', now);
        task.ending = 'crashed';
        if (outcome === null) fail(task);
      },
    );

    // What ECS then does.
    if (now === begins) tell('begins');
    if (now >= begins) {
      if (limits.failures !== null && failures >= limits.failures && wanted === 'new' && outcome === null) {
        wanted = 'old';
        tell('breaker');
        failures = 0;
      }
      act();
      const counts = count(tasks);
      if (outcome === null && isDone(counts, wanted, limits)) {
        outcome = wanted === 'new' ? 'deployed' : 'rolled-back';
        tell(wanted === 'new' ? 'done' : 'rolled-back');
        // A run whose new tasks crash goes on long enough to show it.
        const more = image === 'crashes' && wanted === 'new' ? 2 * crashesAfter + startsAfter : 0;
        stops = Math.min(longestRun, now + Math.max(tail, deregistrationDelay + tail) + more);
      }
      if (outcome === null && isStuck(counts)) {
        outcome = 'stuck';
        tell('stuck');
        stops = now + 3 * tail;
      }
    }

    const counts = count(tasks);
    const level = { at: now, serving: inService(counts), tasks: total(counts) };
    fewest = Math.min(fewest, level.serving);
    most = Math.max(most, level.tasks);
    if (level.serving === 0) lost.unanswered += rate;
    const last = levels.at(-1);
    if (last?.serving !== level.serving || last.tasks !== level.tasks) levels.push(level);
  }
  const end = now - 1;
  for (const task of tasks) {
    if (task.phase === 'gone') continue;
    const { phase } = task;
    enter(task, phase, end);
  }
  return {
    tasks: tasks.map(({ version, number, spans, ending }) => ({
      version,
      number,
      spans,
      ...(ending && { ending }),
    })),
    events,
    levels,
    end,
    outcome: outcome ?? 'unended',
    lost,
    fewestInService: fewest,
    mostTasks: most,
  };

  /** Stops what may be stopped, then starts what may be started, until neither is left. */
  function act(): void {
    for (let moved = true; moved; ) {
      const leaving: Working[] = [];
      for (const task of tasks) {
        const { phase } = task;
        if (phase === 'leaving' || phase === 'gone') continue;
        const counts = count(tasks);
        if (!mayStop(counts, wanted, task.version, phase, limits)) continue;
        if (phase === 'serving')
          lost.cut += (rate / inService(counts)) * Math.max(0, longest - deregistrationDelay);
        leaving.push(task);
        // A task that never took traffic has nothing to finish.
        enter(task, 'leaving', now);
      }
      const starting: Working[] = [];
      while (mayStart(count(tasks), wanted, limits)) starting.push(add(wanted, 'starting'));
      for (const version of ['old', 'new'] as const) {
        const those = leaving.filter((task) => task.version === version);
        if (those.length > 0) tell('leaves', those);
      }
      if (starting.length > 0) tell('starts', starting);
      moved = leaving.length > 0 || starting.length > 0;
    }
  }

  function isStuck(counts: Counts): boolean {
    const underWay = counts.new.starting + counts.new.checking + counts.old.starting + counts.old.checking;
    return underWay === 0 && !isDone(counts, wanted, limits) && !crashesToCome();
  }

  function crashesToCome(): boolean {
    return (
      image === 'crashes' && tasks.some(({ version, phase }) => version === 'new' && phase === 'serving')
    );
  }
}

function count(tasks: readonly Working[]): Counts {
  const counts = {
    old: { starting: 0, checking: 0, serving: 0, failing: 0 },
    new: { starting: 0, checking: 0, serving: 0, failing: 0 },
  };
  for (const { version, phase } of tasks)
    if (phase !== 'gone' && phase !== 'leaving') counts[version][phase]++;
  return counts;
}

export const lostInAll = ({ cut, crashed, unanswered }: Lost): number =>
  Math.ceil(cut + crashed + unanswered);
