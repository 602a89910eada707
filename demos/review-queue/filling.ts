// What fills the queue: messages sent in as Carl, through the API's own intake, and the way back to how it began.
import type { Core } from './core.ts';
import type { DeskWork } from './desk.ts';
import { first, more } from './messages.ts';
import { begin, deskOf } from './state.ts';
import type { Time } from './time.ts';

const grown = ['approve', 'correct', 'reject', 'escalate'] as const;

export function fillingOf(core: Core, time: Time, { step }: DeskWork, look: () => Promise<void>) {
  const { ports } = core;

  /** Sends messages in as Carl and waits until the pipeline has put each where it belongs. */
  async function fill(texts: readonly string[], manual = false): Promise<void> {
    const { inputs } = await core.calls().sendIn('carl', texts, manual);
    const sent = new Set(inputs.map(({ id }) => id));
    for (let tries = 0; tries < 200; tries++) {
      const now = (await core.calls().inputs('carl')).filter(({ id }) => sent.has(id));
      if (now.every(({ state }) => state !== 'received' && state !== 'answered')) {
        const auto = now.filter(({ state }) => state === 'stored').length;
        core.change((shown) => ({ ...shown, sent: shown.sent + sent.size, auto: shown.auto + auto }));
        return;
      }
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error('the pipeline did not come to an end with the messages');
  }

  async function shown(): Promise<void> {
    await look();
    await step(1, null);
    await look();
  }

  return {
    start: () =>
      core.work('starting', async () => {
        const { running, borrowed } = await ports.boot();
        core.use(running, borrowed);
        time.begin();
        if (!borrowed) await fill(first);
        await shown();
      }),
    /** Somebody else's tab, or this one's runtime, may have it already. */
    async look() {
      if (!core.state.open) core.set({ offered: await ports.offered() });
    },
    more: () =>
      core.work('working', async () => {
        core.set({ more: false });
        await fill(more);
        ports.tell();
        await look();
        if (!deskOf(core.state).item) await step(1, null);
        await look();
      }),
    send: (text: string) =>
      core.work('working', async () => {
        if (text.trim() === '') return core.say('info', 'Write a message first.');
        await fill([text.trim().slice(0, 4_000)], true);
        ports.tell();
        await look();
        core.say('info', 'Sent in by Carl, and asked to be seen by a person: it is in the queue.');
      }),
    /** The example data and the first messages again. @returns how to undo that; null: nothing was changed, or it runs elsewhere */
    reset(): (() => void) | null {
      const { busy, open, borrowed, decided } = core.state;
      if (busy !== null || !open || borrowed || grown.every((one) => decided[one] === 0)) return null;
      const before = { shown: core.state, file: null as Blob | null };
      const cleared = () =>
        core.change(({ as, blind }) => ({
          ...begin,
          as,
          blind,
          open: true,
          busy: 'resetting',
          now: time.now(),
        }));
      void core.work('resetting', async () => {
        const running = core.running();
        before.file = (await running.exportDatabase?.()) ?? null;
        await running.reset?.();
        core.use(running, false);
        cleared();
        await fill(first);
        await shown();
      });
      return () =>
        void core.work('resetting', async () => {
          if (before.file === null) return;
          const running = await ports.restart(before.file);
          core.use(running, false);
          cleared();
          const { sent, auto, took, agreed, read, more: left } = before.shown;
          core.set({ decided: before.shown.decided, sent, auto, took, agreed, read, more: left });
          await shown();
        });
    },
  };
}
