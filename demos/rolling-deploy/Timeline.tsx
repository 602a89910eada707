import type { Limits } from './rules.ts';
import type { Run, Task } from './simulate.ts';
import css from './Timeline.module.css';
import { clock, versionNames } from './words.ts';

/** So many tasks are drawn; a run that never ends has more. */
const drawn = 14;
/** A row is ten high; the phase decides how much of it: what is not yet, or no longer, in service is thinner. */
const heights = { starting: 2, checking: 5, serving: 9, failing: 9, leaving: 3 } as const;

/** Tasks over time, a row each, and below them how many are in service. What is after `at` is dimmed. */
export function Timeline({ run, limits, at }: { run: Run; limits: Limits; at: number }) {
  const rows = run.tasks.slice(0, drawn);
  const more = run.tasks.length - rows.length;
  return (
    <figure className={css.timeline} aria-label="Tasks over time; the text below says the same">
      {rows.map((task) => (
        <Row key={`${task.version} ${task.number}`} task={task} end={run.end} at={at} />
      ))}
      {more > 0 && <p className={css.rest}>and {more} more tasks of v2 like these</p>}
      <Levels run={run} limits={limits} at={at} />
      <div className={css.axis} aria-hidden="true">
        <span>0:00</span>
        <span>{clock(Math.round(run.end / 2))}</span>
        <span>{clock(run.end)}</span>
      </div>
      <Legend limits={limits} />
    </figure>
  );
}

function Row({ task, end, at }: { task: Task; end: number; at: number }) {
  const { version, number, spans, ending } = task;
  const last = spans.at(-1)?.to ?? 0;
  return (
    <div className={css.row} data-version={version}>
      <span>
        {versionNames[version]} task {number}
      </span>
      <svg viewBox={`0 0 ${end} 10`} preserveAspectRatio="none" aria-hidden="true">
        {spans.map(({ phase, from, to }) => (
          <rect
            key={from}
            data-phase={phase}
            x={from}
            width={to - from}
            y={(10 - heights[phase]) / 2}
            height={heights[phase]}
          />
        ))}
        {ending !== undefined && ending !== 'stopped' && (
          <rect data-phase="failing" x={last - end / 200} width={end / 100} height="10" />
        )}
        <Ahead at={at} end={end} height={10} />
      </svg>
    </div>
  );
}

function Levels({ run, limits, at }: { run: Run; limits: Limits; at: number }) {
  const { end, levels } = run;
  const top = Math.max(limits.most, run.mostTasks, limits.desired) + 0.4;
  const path = (level: (one: Run['levels'][number]) => number) =>
    levels
      .map(
        (one, index) =>
          `${index === 0 ? 'M' : 'L'}${one.at} ${top - level(one)}H${levels[index + 1]?.at ?? end}`,
      )
      .join('');
  const line = (value: number) => `M0 ${top - value}H${end}`;
  return (
    <div className={`${css.row} ${css.levels}`}>
      <span>in service, of all</span>
      <svg viewBox={`0 0 ${end} ${top}`} preserveAspectRatio="none" aria-hidden="true">
        <path data-line="serving" d={`${path(({ serving }) => serving)}V${top}H0Z`} />
        <path data-line="tasks" d={path(({ tasks }) => tasks)} />
        <path data-line="least" d={line(limits.least)} />
        <path data-line="most" d={line(limits.most)} />
        <Ahead at={at} end={end} height={top} />
      </svg>
    </div>
  );
}

function Ahead({ at, end, height }: { at: number; end: number; height: number }) {
  if (at >= end) return null;
  return (
    <>
      <rect data-ahead="" x={at} width={end - at} height={height} />
      <path data-line="now" d={`M${at} 0V${height}`} />
    </>
  );
}

const legend = [
  ['starting', 'starting'],
  ['checking', 'runs, is checked'],
  ['serving', 'in service'],
  ['failing', 'failed'],
  ['leaving', 'leaving: finishes its requests'],
] as const;

function Legend({ limits: { least, most } }: { limits: Limits }) {
  return (
    <figcaption className={css.legend}>
      {legend.map(([phase, words]) => (
        <span key={phase}>
          <svg viewBox="0 0 20 10" aria-hidden="true">
            <rect data-phase={phase} width="20" y={(10 - heights[phase]) / 2} height={heights[phase]} />
          </svg>
          {words}
        </span>
      ))}
      <span>
        <svg viewBox="0 0 20 10" aria-hidden="true">
          <path data-line="least" d="M0 5H20" />
        </svg>
        at least {least} in service, at most {most} running
      </span>
    </figcaption>
  );
}
