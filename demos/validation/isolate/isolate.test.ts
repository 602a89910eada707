// The page's side, with a worker that does what the test says and a clock that the test moves.
import { describe, expect, it } from 'vitest';
import { createIsolate, type IsolatePorts, NotLoaded, type Stage } from './isolate.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { ended, type Outcome, type Task } from './task.ts';

const task: Task = { source: 'export default z.any()', values: ['1'] };
const outcome: Outcome = { kind: 'found', found: { verdicts: [], sides: null, ways: null } };

function fake(
  answer: (message: ToWorker) => readonly FromWorker[],
  load = async () => ({}) as WebAssembly.Module,
) {
  const timers = new Map<() => void, number>();
  const workers: { ended: boolean }[] = [];
  const ports: IsolatePorts = {
    startWorker() {
      const state = { ended: false };
      workers.push(state);
      let say: (data: FromWorker) => void = () => {};
      return {
        postMessage: (message) => {
          for (const one of answer(message)) queueMicrotask(() => !state.ended && say(one));
        },
        terminate: () => {
          state.ended = true;
        },
        hear: (message) => {
          say = message;
        },
      };
    },
    loadEngine: load,
    loadRoom: async () => 'room',
    after(milliseconds, work) {
      timers.set(work, milliseconds);
      return () => void timers.delete(work);
    },
  };
  return { isolate: createIsolate(ports), timers, workers };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

const good = (message: ToWorker): readonly FromWorker[] =>
  message.type === 'prepare'
    ? [{ type: 'prepared' }]
    : [
        { type: 'began', budget: 1_000 },
        { type: 'outcome', outcome },
      ];
const stuck = (message: ToWorker): readonly FromWorker[] =>
  message.type === 'prepare' ? [{ type: 'prepared' }] : [{ type: 'began', budget: 1_500 }];

describe('the page’s side of the engine', () => {
  it('gives one task to one worker, ends it, and has the next ready', async () => {
    const { isolate, workers, timers } = fake(good);
    const stages: Stage['kind'][] = [];
    expect(await isolate.run(task, ({ kind }) => stages.push(kind))).toEqual(outcome);
    expect(await isolate.run(task, () => {})).toEqual(outcome);
    expect(stages).toEqual(['loading', 'starting', 'running']);
    expect(workers.map((one) => one.ended)).toEqual([true, true, false]);
    expect(timers.size).toBe(0);
  });

  it('ends a worker that does not, a grace after its budget; the next run works', async () => {
    let answer = stuck;
    const { isolate, workers, timers } = fake((message) => answer(message));
    const running = isolate.run(task, () => {});
    await settled();
    expect([...timers.values()]).toEqual([1_600]);
    for (const work of timers.keys()) work();
    expect(await running).toEqual(ended('time', '1500'));
    expect(workers[0]?.ended).toBe(true);
    answer = good;
    expect(await isolate.run(task, () => {})).toEqual(outcome);
  });

  it('stops at once when asked, while it runs and while it loads', async () => {
    const { isolate, workers } = fake(stuck);
    const running = isolate.run(task, () => {});
    await settled();
    isolate.stop();
    expect(await running).toEqual(ended('stopped'));
    expect(workers[0]?.ended).toBe(true);

    const loading = isolate.run(task, () => {});
    isolate.stop();
    expect(await loading).toEqual(ended('stopped'));
  });

  it('says that an engine does not start, or breaks', async () => {
    const silent = fake(() => []);
    const running = silent.isolate.run(task, () => {});
    await settled();
    for (const work of silent.timers.keys()) work();
    expect(await running).toEqual(ended('engine', 'it did not start'));
    const broken = fake((message) =>
      message.type === 'prepare' ? [{ type: 'broken', detail: 'CompileError' }] : [],
    );
    expect(await broken.isolate.run(task, () => {})).toEqual(ended('engine', 'CompileError'));
  });

  it('asks again for files that did not come', async () => {
    let there = false;
    const { isolate } = fake(good, async () => {
      if (!there) throw new TypeError('offline');
      return {} as WebAssembly.Module;
    });
    isolate.warm();
    await expect(isolate.run(task, () => {})).rejects.toThrow(NotLoaded);
    there = true;
    expect(await isolate.run(task, () => {})).toEqual(outcome);
  });
});
