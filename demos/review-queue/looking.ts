// The list, what looks alike, and the trail: read again after each change, here or in another tab.
import type { Core } from './core.ts';
import { decisionLines } from './state.ts';
import { judge, readTampered, readTrail } from './trail.ts';

export function lookingOf(core: Core) {
  const { ports } = core;

  async function all(): Promise<void> {
    const { as } = core.state;
    const [{ items, late }, alike] = await Promise.all([core.calls().list(as), core.calls().patterns(as)]);
    const { inspect } = core.running();
    const trail = inspect ? await readTrail(inspect) : null;
    core.set({ items, late, alike, trail });
  }
  ports.hear(() => {
    if (core.state.open) void core.behind(all);
  });

  const inspecting = () => {
    const { inspect } = core.running();
    if (!inspect) throw new Error('what runs here does not show its database');
    return inspect;
  };

  const checks = {
    verify: () =>
      core.work('working', async () => {
        const trail = await readTrail(inspecting());
        const verdict = await judge(trail, core.state.kept);
        const last = trail.rows.at(-1);
        core.set({
          trail,
          checked: { verdict, changed: null, entries: trail.rows.length },
          ...(verdict.kind === 'intact' &&
            last && { kept: { seq: Number(last['seq']), hash: String(last['hash']) } }),
        });
      }),
    /** In a copy, which is rolled back: the chosen entry, or the last decision. */
    tamper: () =>
      core.work('working', async () => {
        const seq = core.state.chosen ?? decisionLines(core.state).at(-1)?.seq;
        if (seq === undefined)
          return core.say('info', 'Decide something first: then there is an entry to falsify.');
        const trail = await readTampered(inspecting(), seq);
        core.set({
          checked: { verdict: await judge(trail, null), changed: seq, entries: trail.rows.length },
        });
      }),
  };
  return { all, checks };
}
