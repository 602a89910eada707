// One run of the reader's code in QuickJS, an engine of its own compiled to WebAssembly: other objects, other memory, and no
// function of the browser in it. Used once and thrown away, so a run that breaks the engine breaks nothing else.
import base from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
} from 'quickjs-emscripten-core';
import { transform } from 'sucrase';
import * as z from 'zod/mini';
import { budgetFor, type Ended, ended, found, type Outcome, type Task } from './task.ts';

const memory = 48 * 2 ** 20;
const stack = 256 * 2 ** 10;
/** Characters of the result. */
const most = 4_000_000;

export interface Inside {
  /** Milliseconds that a run is given here. */
  readonly budget: number;
  /** Once. */
  run(task: Task, milliseconds: number): Outcome;
}

/** Has been through every part before the clock runs, so that it measures the reader's code and nothing else. */
const first: Task = { source: 'export default z.object({ a: z.string() as z.ZodType });', values: ['{}'] };

/** @param script the bundle of room.ts */
export async function openInside(wasm: WebAssembly.Module, script: string): Promise<Inside> {
  const engine = await newQuickJSWASMModuleFromVariant(newVariant(base, { wasmModule: wasm }));
  const start = performance.now();
  const runtime = engine.newRuntime();
  runtime.setMemoryLimit(memory);
  runtime.setMaxStackSize(stack);
  const vm = runtime.newContext();
  vm.unwrapResult(vm.evalCode(script, 'room.js'));
  const room = vm.getProp(vm.global, 'room');
  const run: Inside['run'] = ({ source, values }, milliseconds) => {
    const deadline = Date.now() + milliseconds;
    const code = plain(source);
    if (typeof code !== 'string') return code;
    runtime.setInterruptHandler(() => Date.now() > deadline);
    try {
      return ran(vm, room, code, values, { milliseconds, over: () => Date.now() > deadline });
    } catch (error) {
      return ended(error instanceof RangeError ? 'depth' : 'engine', nameOf(error));
    }
  };
  run(first, 60_000);
  return { budget: budgetFor(performance.now() - start), run };
}

/** Types stripped, imports as calls; lines stay where they are. */
function plain(source: string): string | Ended {
  try {
    return transform(source, { transforms: ['typescript', 'imports'], production: true }).code;
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    const line = /\((\d+):\d+\)/.exec(text)?.[1];
    return ended(
      'syntax',
      text.replace(/ \(\d+:\d+\)|^Error transforming[^:]*: /g, ''),
      Number(line) || null,
    );
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

interface Clock {
  readonly milliseconds: number;
  over(): boolean;
}

/** Without a line: where a loop is interrupted the engine names the line of its function at best. */
const late = ({ milliseconds }: Clock): Ended => ended('time', String(milliseconds));

function ran(
  vm: QuickJSContext,
  room: QuickJSHandle,
  code: string,
  values: readonly string[],
  clock: Clock,
): Outcome {
  const made = vm.evalCode(`(function (require, exports, z) {${code}\n})`, 'schema.ts');
  if (made.error) return failure(vm, made.error, clock);
  const exports = vm.newObject();
  const [require, zod] = [vm.getProp(room, 'require'), vm.getProp(room, 'zod')];
  const body = vm.callFunction(made.value, vm.undefined, require, exports, zod);
  if (body.error) return failure(vm, body.error, clock);
  const judge = vm.getProp(room, 'run');
  const called = vm.callFunction(judge, room, exports, vm.newString(JSON.stringify(values)));
  if (called.error) return failure(vm, called.error, clock);
  for (;;) {
    const jobs = vm.runtime.executePendingJobs(256);
    if (jobs.error) return failure(vm, jobs.error, clock);
    if (clock.over()) return late(clock);
    if (jobs.value === 0) break;
  }
  const state = vm.getPromiseState(called.value);
  if (state.type === 'pending') return ended('unsettled');
  if (state.type === 'rejected') return failure(vm, state.error, clock);
  return parsed(vm, state.value);
}

function parsed(vm: QuickJSContext, text: QuickJSHandle): Outcome {
  if (vm.typeof(text) !== 'string') return ended('nonsense');
  if (vm.getNumber(vm.getProp(text, 'length')) > most) return ended('too-much');
  try {
    const result = z.safeParse(found, JSON.parse(vm.getString(text)));
    return result.success ? { kind: 'found', found: result.data } : ended('nonsense');
  } catch {
    return ended('nonsense');
  }
}

/** How often the engine may ask whether to go on while what was thrown is read: some 10,000 steps each. */
const reading = 40;

/** What was thrown, as far as it can be read: reading it may run the reader's code again. */
function failure(vm: QuickJSContext, thrown: QuickJSHandle, clock: Clock): Ended {
  const over = clock.over();
  let asked = 0;
  vm.runtime.setInterruptHandler(() => {
    asked += 1;
    return asked > reading;
  });
  const text = (name: string): string => {
    if (vm.typeof(thrown) !== 'object') return '';
    const got = vm.evalCode(
      '(o, n) => { const t = o[n]; return typeof t === "string" ? t.slice(0, 4000) : ""; }',
    );
    if (got.error) return '';
    const read = vm.callFunction(got.value, vm.undefined, thrown, vm.newString(name));
    return read.error ? '' : vm.getString(read.value);
  };
  const [name, message, trace] = [text('name'), text('message'), text('stack')];
  const line = Number(/schema\.ts:(\d+)/.exec(trace)?.[1]) || null;
  if (over || (name === 'InternalError' && message === 'interrupted')) return late(clock);
  if (
    message === 'out of memory' ||
    message === 'string too long' ||
    message === 'invalid array buffer length'
  )
    return ended('memory', message, line);
  if (message === 'stack overflow') return ended('depth', message, line);
  if (name === 'NoSchema') return ended('no-schema');
  if (name === 'NoModule') return ended('no-module', message, line);
  if (name === 'SyntaxError') return ended('syntax', message, line);
  const unknown = /^'(\S+)' is not defined$/.exec(message)?.[1];
  if (name === 'ReferenceError' && unknown !== undefined) return ended('no-such-name', unknown, line);
  return ended('threw', [name, message].filter(Boolean).join(': ') || 'something that is no error', line);
}
