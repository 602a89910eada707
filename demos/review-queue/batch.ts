// Many at once: counted first, decided exactly as they were counted, and taken back like any other decision.
import type { Alike } from './calls.ts';
import type { Core } from './core.ts';
import type { Made } from './state.ts';
import { patternText } from './words.ts';

interface Beside {
  made(one: Made): void;
  look(): Promise<void>;
  heard(at: number): void;
  leave(): Promise<void>;
}

export const batchOf = (core: Core, { made, look, heard, leave }: Beside) => ({
  /** Counts first: the numbers are those that the service gives now. What is held is given back, so that it counts too. */
  ask: (pattern: string, action: 'approve' | 'reject') =>
    core.work('working', async () => {
      await leave();
      await look();
      const alike = core.state.alike.find((one) => one.pattern === pattern);
      if (!alike) return core.say('info', 'None of these is free any more.');
      core.set({ batch: { alike, action, reason: action === 'approve' ? 'looked alike' : '' } });
    }),
  batchReason: (reason: string) =>
    core.change((shown) => ({
      ...shown,
      batch: shown.batch && { ...shown.batch, reason: reason.slice(0, 500) },
    })),
  cancelBatch: () => core.set({ batch: null }),
  decideBatch: () =>
    core.work('working', async () => {
      const { batch, as } = core.state;
      if (!batch) return;
      if (batch.reason.trim() === '') return core.say('info', 'Say why, in a word or two.');
      const answer = await core.calls().batch(as, batch.alike, batch.action, batch.reason.trim());
      if (answer.kind === 'refused') {
        core.set({ batch: null });
        await look();
        return core.say('warn', wordsOf(answer.status, answer.rule, batch.alike));
      }
      const { decisions, undoUntil } = answer.body;
      const until = Date.parse(undoUntil);
      heard(until - 10_000);
      core.set({ batch: null });
      const what = `${decisions.length} × ${patternText(batch.alike.pattern)}`;
      made({ of: decisions, by: as, action: batch.action, what, until, took: 0 });
      core.ports.tell();
      await look();
    }),
});

function wordsOf(status: number, rule: string, { count }: Alike): string {
  if (rule === 'review.nothing-to-approve')
    return 'Among them is one without a usable answer, so they cannot be approved together. Nothing was changed.';
  return status === 409
    ? `They are not the ${count} that were counted any more (409): somebody took one, or one was added. Nothing was changed; count again.`
    : `The service refused that (${status} ${rule}). Nothing was changed.`;
}
