// The queue on the service as the tab runs it: two reviewers, a lease that runs out, undo, a batch, blind reading, the trail.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { users } from '#api/storage/examples.ts';
import { runInProcess } from '../runtime/tab/in-process.ts';
import { sample } from './demo.ts';
import { createSession, type Session } from './session.ts';
import { deskOf, undoable } from './state.ts';

describe('a queue that is worked', { timeout: 120_000 }, () => {
  let running: Awaited<ReturnType<typeof runInProcess>>;
  let session: Session;
  let second = () => {};
  let told = 0;
  beforeAll(async () => {
    running = await runInProcess();
    const bare = createSession({
      boot: async () => ({ running, borrowed: false }),
      restart: async () => running,
      offered: async () => false,
      tell: () => {
        told += 1;
      },
      hear: () => {},
      now: () => Date.now(),
      every: (each) => {
        second = each;
        return () => {};
      },
    });
    // Each press, and what is read again behind it.
    session = new Proxy(bare, {
      get(of, name: keyof Session) {
        const it = of[name];
        if (typeof it !== 'function') return it;
        return async (...given: unknown[]) => {
          const done = await (it as (...all: unknown[]) => unknown)(...given);
          await bare.settled();
          return done;
        };
      },
    });
    await session.start();
  }, 120_000);
  afterAll(() => running.close());

  const item = () => {
    const { item: held } = deskOf(session.state);
    if (!held) throw new Error('there is no item');
    return held;
  };
  const open = () => session.state.items.length;
  const last = () => session.state.trail?.lines.findLast(({ action }) => action.startsWith('review.decide'));

  it('is filled through the API’s own intake: some were approved by the rule, and the first item is claimed', async () => {
    const { sent, auto, items, notice } = session.state;
    expect(notice?.text).toBe(undefined);
    expect([sent, auto + items.length]).toEqual([20, 20]);
    expect(items.length).toBeGreaterThan(8);
    expect(items.find(({ id }) => id === item().id)).toMatchObject({ claimedBy: users.rita.id });
  });

  it('the first frame shows an item as the service gives it', async () => {
    const sampled = session.state.items.find(({ pattern }) =>
      pattern.startsWith('refund+low_confidence+novel'),
    );
    for (let n = 0; n < open() && item().text !== sample.text; n++) await session.next();
    expect(item()).toMatchObject({ text: sample.text, fields: sample.fields, reasons: sample.reasons });
    expect(Math.round((item().confidence ?? 0) * 100)).toBe(sample.confidence);
    expect(sampled).toBeDefined();
  });

  it('next gives the item back and takes another; previous comes back', async () => {
    const before = item();
    await session.next();
    expect(item().id).not.toBe(before.id);
    expect(session.state.items.find(({ id }) => id === before.id)).toMatchObject({ claimedBy: null });
    await session.previous();
    expect(item()).toMatchObject({ id: before.id, fence: before.fence + 1 });
  });

  it('approve, and take it back: the same item, a new fence, both in the trail', async () => {
    const [before, many, heard] = [item(), open(), told];
    await session.approve();
    expect([open(), told > heard]).toEqual([many - 1, true]);
    expect(last()).toMatchObject({ resource: before.id, details: { action: 'approve' } });
    expect(undoable(session.state)).toHaveLength(1);
    await session.undo();
    expect(item()).toMatchObject({ id: before.id, hash: before.hash });
    expect(item().fence).toBeGreaterThan(before.fence);
    expect(session.state.trail?.lines.some(({ action }) => action === 'review.undo')).toBe(true);
    expect(session.state.decided.approve).toBe(0);
  });

  it('a correction is held to the contract, field by field, and says what was corrected', async () => {
    const { id } = item();
    await session.mode('correct');
    await session.type('amountCents', 'a lot');
    await session.save();
    expect(deskOf(session.state).faults).toMatchObject({ amountCents: expect.stringContaining('124.50') });
    await session.type('amountCents', '1,240');
    await session.save();
    expect(last()).toMatchObject({ resource: id, details: { action: 'correct' } });
    expect(session.state.decided.correct).toBe(1);
  });

  it('a reason is asked for before anything is rejected', async () => {
    const { id } = item();
    await session.mode('reject');
    await session.save();
    expect(deskOf(session.state).faults).toHaveProperty('reason');
    await session.reason('not a request');
    await session.save();
    expect(last()).toMatchObject({ resource: id, details: { action: 'reject' } });
  });

  it('an escalated item stays in the queue, first in line', async () => {
    const { id } = item();
    await session.mode('escalate');
    await session.reason('needs a manager');
    await session.save();
    expect(session.state.items[0]).toMatchObject({ id, escalated: true });
  });

  it('after lunch the decision is refused: the fence is old, and the words say whose it is', async () => {
    const before = item();
    await session.lunch();
    expect(session.state.desks.ada.item).toMatchObject({ id: before.id, fence: before.fence + 1 });
    const count = session.state.trail?.lines.length ?? 0;
    await session.approve();
    const { lost } = deskOf(session.state);
    expect(lost).toContain('refused (409');
    expect(lost).toContain(`Ada Novak has it now, with fence ${before.fence + 1}; yours was ${before.fence}`);
    expect(session.state.trail?.lines.slice(count)).toMatchObject([
      { action: 'review.decide', details: { outcome: 'conflict' } },
    ]);
    await session.again();
    expect(item().id).not.toBe(before.id);
  });

  it('a lease that runs out is noticed without a press, and what the page knows of time is the service’s', async () => {
    await running.advance?.(0);
    const before = item();
    const left = Date.parse(before.leaseUntil ?? '') - session.state.now;
    expect(left).toBeGreaterThan(200_000);
    await session.heartbeat();
    expect(Date.parse(item().leaseUntil ?? '')).toBeGreaterThanOrEqual(Date.parse(before.leaseUntil ?? ''));
    second();
    expect(deskOf(session.state).lost).toBe(null);
  });

  it('blind first: nothing is decided before one’s own reading, which is compared field by field', async () => {
    await session.blind(true);
    const before = open();
    await session.approve();
    expect([open(), session.state.notice?.text]).toEqual([before, expect.stringContaining('Blind reading')]);
    const { fields } = item();
    await session.type('intent', fields?.intent ?? 'other');
    await session.type('urgency', fields?.urgency ?? 'normal');
    await session.type('orderNumber', 'lb-00001');
    await session.compare();
    expect(deskOf(session.state).shown).toBe(true);
    expect([session.state.read, session.state.agreed]).toEqual([1, 0]);
    await session.blind(false);
  });

  it('a batch is counted, decided, and taken back as one', async () => {
    const alike = session.state.alike.find(({ count }) => count > 1);
    if (!alike) throw new Error('nothing is alike');
    await session.ask(alike.pattern, 'approve');
    const { batch } = session.state;
    const before = open();
    expect(batch?.alike.count).toBeGreaterThanOrEqual(alike.count);
    await session.decideBatch();
    expect(open()).toBe(before - (batch?.alike.count ?? 0));
    await session.undo();
    expect(open()).toBe(before);
    expect(session.state.notice?.text).toContain('Taken back');
  });

  it('a batch whose count is not what was counted changes nothing, and says so', async () => {
    const alike = session.state.alike.find(({ count }) => count > 1);
    if (!alike) throw new Error('nothing is alike');
    await session.ask(alike.pattern, 'reject');
    await session.batchReason('spam');
    // Another one takes one of them in the meantime.
    const body = JSON.stringify({ pattern: alike.pattern });
    await asAda('/v1/review/claims', body);
    const before = open();
    await session.decideBatch();
    expect(session.state.notice?.text).toContain('409');
    expect(open()).toBe(before);
  });

  it('a large sum needs a second person: the first one cannot agree with themselves', async () => {
    const large = session.state.items.find(
      ({ pattern }) =>
        pattern.startsWith('refund') &&
        !session.state.alike.some((one) => one.pattern === pattern && one.count > 3),
    );
    expect(large).toBeDefined();
    for (const { id } of session.state.items) {
      await session.pick(id);
      if (deskOf(session.state).item?.twice && item().state === 'open') break;
    }
    const { id, twice } = item();
    expect(twice).toBe(true);
    await session.approve();
    expect(session.state.items.find((one) => one.id === id)).toMatchObject({ state: 'second' });
    await session.pick(id);
    expect(session.state.notice?.text).toContain('somebody else has to agree');
    await session.as('ada');
    await session.pick(id);
    await session.approve();
    expect(session.state.items.some((one) => one.id === id)).toBe(false);
    await session.as('rita');
  });

  it('the trail is intact, and a falsified copy is caught at that very entry', async () => {
    await session.verify();
    expect(session.state.checked).toMatchObject({ changed: null, verdict: { kind: 'intact' } });
    const chosen = session.state.trail?.lines.find(({ action }) => action === 'review.decide')?.seq ?? 0;
    await session.choose(chosen);
    await session.tamper();
    expect(session.state.checked).toMatchObject({
      changed: chosen,
      verdict: { kind: 'broken', seq: chosen, fault: 'hash' },
    });
    // It was a copy: the trail itself still passes through the head that was kept.
    await session.verify();
    expect(session.state.checked).toMatchObject({ verdict: { kind: 'intact' } });
  });

  it('comes to its end, and says what was done', async () => {
    // What Ada took beside the page is free again.
    await running.advance?.(300_000);
    for (let n = 0; n < 60 && session.state.items.length > 0; n++) {
      if (!deskOf(session.state).item) {
        await session.as(session.state.as === 'rita' ? 'ada' : 'rita');
        if (!deskOf(session.state).item) await session.next();
        continue;
      }
      if (deskOf(session.state).lost) await session.next();
      else await session.approve();
    }
    expect(open()).toBe(0);
    const { decided, sent, auto } = session.state;
    expect(decided.approve + decided.correct + decided.reject).toBe(sent - auto + 1);
  });

  async function asAda(path: string, body: string): Promise<void> {
    const { accessToken } = await (
      await running.client.fetch('/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ email: users.ada.email, password: 'seven quiet rivers meet' }),
      })
    ).json();
    const answer = await running.client.fetch(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${accessToken}`,
        'idempotency-key': crypto.randomUUID(),
      },
      body,
    });
    expect(answer.status).toBe(200);
  }
});
