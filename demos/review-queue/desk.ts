// Work at one's desk: what a reviewer holds, gives back, decides and takes back, on the API's own calls.
import { users } from '#api/storage/examples.ts';
import type { Decision, Item } from './calls.ts';
import type { Core } from './core.ts';
import { besides, deskOf, emptyDesk, listed, type Made, undoable } from './state.ts';
import type { Time } from './time.ts';
import { typedOf } from './typed.ts';
import { doneText } from './words.ts';

export type DeskWork = ReturnType<typeof deskWorkOf>;

export const nameOf = (id: string | null): string =>
  Object.values(users).find((user) => user.id === id)?.name ?? 'Nobody';

export function deskWorkOf(core: Core, time: Time, look: () => Promise<void>) {
  const { ports } = core;
  const me = () => users[core.state.as].id;

  function take(item: Item): void {
    // A lease is five minutes: the service's clock is read off it.
    time.heard(Date.parse(item.leaseUntil ?? '') - 300_000);
    core.desk({ ...emptyDesk, item, typed: typedOf(null), since: time.now() });
  }

  /** Gives back what is held; a lease that is over already needs no giving back. */
  async function leave(): Promise<void> {
    const { item, lost: gone } = deskOf(core.state);
    if (item && gone === null) await core.calls().lease(core.state.as, item, false);
    core.desk(emptyDesk);
  }

  async function claim(id: string): Promise<boolean> {
    const item = await core.calls().claim(core.state.as, id);
    if (item) take(item);
    return item !== null;
  }

  /** The next free one in that direction, from where the reader is; around the end. */
  async function step(by: 1 | -1, from: string | null): Promise<void> {
    const all = listed(core.state);
    const at = all.findIndex(({ id }) => id === from);
    const order = all.map((_, i) => all.at((at === -1 && by === 1 ? i : at + by * (i + 1)) % all.length));
    for (const one of order) {
      if (!one || one.id === from || besides(one, me(), time.now()) !== null) continue;
      if (await claim(one.id)) return;
    }
  }

  /** The item below the decided one, or the first that is free. */
  async function after(id: string, below: string | null): Promise<void> {
    core.desk(emptyDesk);
    await look();
    const next = listed(core.state).find((one) => one.id === below && one.id !== id);
    if (!next || besides(next, me(), time.now()) !== null || !(await claim(next.id))) await step(1, null);
    void core.behind(look);
  }

  /** 409, in words: who has it by now, and under which number. */
  async function refused(item: Item, rule: string): Promise<void> {
    await look();
    const now = core.state.items.find(({ id }) => id === item.id);
    const whose =
      now === undefined
        ? 'Somebody has decided it in the meantime.'
        : now.claimedBy !== null && now.claimedBy !== me()
          ? `${nameOf(now.claimedBy)} has it now, with fence ${now.fence}; yours was ${item.fence}.`
          : now.fence !== item.fence
            ? `It has moved on to fence ${now.fence}; yours was ${item.fence}.`
            : 'Your lease had run out.';
    core.desk({
      lost: `Your decision came too late and was refused (409, ${rule || 'conflict'}). ${whose} Nothing was changed.`,
    });
  }

  async function decide(decision: Omit<Decision, 'fence' | 'hash'>): Promise<void> {
    const { item, since } = deskOf(core.state);
    if (!item) return;
    const { as } = core.state;
    const all = listed(core.state);
    const behind = all[all.findIndex(({ id }) => id === item.id) + 1]?.id ?? null;
    const { id, fence, hash } = item;
    const answer = await core.calls().decide(as, id, { fence, hash, ...decision });
    if (answer.kind === 'refused') {
      if (answer.status === 409) return refused(item, answer.rule);
      return core.say(
        'fail',
        `The service refused that (${answer.status} ${answer.rule}). Nothing was changed.`,
      );
    }
    const { body } = answer;
    const until = Date.parse(body.undoUntil);
    time.heard(until - 10_000);
    const took = Math.max(0, time.now() - since);
    const what = `${item.fields?.intent ?? 'a message'}${item.fields?.orderNumber ? ` ${item.fields.orderNumber}` : ''}`;
    made({ of: [{ id, decision: body.decision }], by: as, action: decision.action, what, until, took });
    if (body.state === 'second')
      core.say(
        'info',
        'A sum above € 500 needs a second person: it stays in the queue until Ada agrees, or Rita.',
      );
    ports.tell();
    await after(id, behind);
  }

  function made(one: Made): void {
    core.change((shown) => ({
      ...shown,
      made: [...shown.made, one].slice(-30),
      decided: { ...shown.decided, [one.action]: shown.decided[one.action] + one.of.length },
      took: one.of.length === 1 ? [...shown.took, one.took].slice(-500) : shown.took,
    }));
  }

  async function undo(): Promise<void> {
    const [last] = undoable(core.state);
    if (!last)
      return core.say('info', 'There is nothing to undo: ten seconds after a decision it is stored.');
    await leave();
    let back = 0;
    for (const { id, decision } of last.of) {
      const answer = await core.calls().undo(last.by, id, decision);
      if (answer.kind === 'refused') continue;
      back += 1;
      if (back === 1) take(answer.body.item);
      else await core.calls().lease(last.by, answer.body.item, false);
    }
    core.change((shown) => ({
      ...shown,
      made: shown.made.filter((one) => one !== last),
      decided: { ...shown.decided, [last.action]: shown.decided[last.action] - back },
    }));
    const all = back === last.of.length;
    core.say(
      all ? 'info' : 'warn',
      all
        ? `Taken back: what you ${doneText(last.action)} is before you again, with a new fence.`
        : `${back} of ${last.of.length} came back; for the others it was too late (409).`,
    );
    ports.tell();
    void core.behind(look);
  }

  async function move(by: 1 | -1): Promise<void> {
    const from = deskOf(core.state).item?.id ?? null;
    await leave();
    await step(by, from);
    ports.tell();
    void core.behind(look);
    if (!deskOf(core.state).item && from !== null) {
      await claim(from);
      core.say('info', 'There is no other item that is free for you.');
    }
  }

  return { take, leave, claim, step, decide, made, undo, move, me };
}
