// The demo's state in words: for the plate, a value, an issue.
import type { Status } from '../kit/status.ts';
import { contractOf } from './contracts.ts';
import { saidOf } from './isolate/words.ts';
import type { State, Value } from './state.ts';
import { isUnexpected } from './state.ts';
import type { Verdict } from './verdict.ts';

export const titleOf = (subject: State['subject']): string =>
  subject === 'own' ? 'Your own schema' : contractOf(subject).title;

export function statusIn({ subject, engine, stranger }: State): Status {
  if (subject !== 'own')
    return {
      kind: 'idle',
      text: `The API’s own contract, imported: ${contractOf(subject).path}. Values are judged as you write them.`,
    };
  if (stranger)
    return { kind: 'idle', text: 'This schema came with a link. Somebody else wrote it; it waits for Run.' };
  switch (engine.kind) {
    case 'idle':
      return { kind: 'idle', text: 'Run fetches an engine of its own for your schema: about 0.3 MB, once.' };
    case 'loading':
      return { kind: 'loading', received: engine.received, total: 0 };
    case 'starting':
      return { kind: 'starting', step: 'An engine of its own, with Zod' };
    case 'running':
      return { kind: 'busy', text: 'Your schema reads the values.' };
    case 'done':
      return {
        kind: 'idle',
        text: `${engine.values} values judged in ${engine.milliseconds.toFixed(0)} ms, the engine’s start included.`,
      };
    case 'missing':
      return {
        kind: 'failed',
        what: 'The engine for your schema could not be loaded.',
        next: 'Check the connection, then press Run again.',
      };
    case 'ended': {
      const { what, next } = saidOf(engine.ended);
      return engine.ended.code === 'stopped'
        ? { kind: 'stopped', text: `${what} ${next}` }
        : { kind: 'failed', what, next };
    }
  }
}

export interface Told {
  readonly sign: string;
  readonly text: string;
  readonly tone: 'pass' | 'warn' | 'fail';
}

export function toldOf(value: Value, verdict: Verdict | null): Told {
  if (!verdict) return { sign: '○', text: 'not run', tone: 'warn' };
  const unexpected = isUnexpected(value, verdict);
  if (verdict.kind === 'accepted')
    return unexpected
      ? { sign: '!', text: 'let through', tone: 'warn' }
      : { sign: '✓', text: 'accepted', tone: 'pass' };
  if (verdict.kind === 'unread') return { sign: '✗', text: 'not read', tone: 'fail' };
  const { length } = verdict.issues;
  const issues = length + verdict.more === 1 ? '1 issue' : `${length + verdict.more} issues`;
  if (unexpected)
    return { sign: '!', text: value.made?.kind === 'near' ? 'refused elsewhere' : 'refused', tone: 'warn' };
  return { sign: '✗', text: `refused, ${issues}`, tone: 'fail' };
}
