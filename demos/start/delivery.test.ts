import { describe, expect, it } from 'vitest';
import { pauses } from './delivery.ts';
import { trySending } from './send.ts';
import { broken, opened, problem, taken, typed } from './test/opened.ts';
import { check, empty } from './values.ts';

describe('sending', () => {
  it('is taken: the draft goes, the number and a copy stay', async () => {
    const at = opened([taken]);
    at.session.typed(typed);
    expect(at.kept.text).toContain('A marketplace.');
    await at.session.send(typed, '');
    expect(at.session.state.phase).toMatchObject({ kind: 'sent', reference: 'LB-0000-0001', copy: typed });
    expect(at.kept.text).toBeNull();
  });

  it('names what is missing, sends nothing, keeps the draft', async () => {
    const at = opened([]);
    await at.session.send({ ...typed, email: '', stage: '' }, '');
    const { phase } = at.session.state;
    expect(phase.kind === 'writing' && phase.faults.map(({ field }) => field)).toEqual(['stage', 'email']);
    expect(at.kept.text).toContain('A marketplace.');
    // A mended fault goes; typing brings no new one.
    at.session.typed({ ...typed, email: '', name: '' });
    const { phase: after } = at.session.state;
    expect(after.kind === 'writing' && after.faults.map(({ field }) => field)).toEqual(['email']);
  });

  it.each([
    ['no connection', broken, 'network'],
    ['a fault of the server', problem('internal', 500), 'server'],
    ['not an answer of ours', () => new Response('<html>', { status: 200 }), 'server'],
  ])('tries again by itself after %s, under the same key', async (_name, answer, why) => {
    const at = opened([answer, taken]);
    await at.session.send(typed, '');
    expect(at.session.state.phase).toMatchObject({ kind: 'waiting', why, next: 5_000, tries: 1 });
    expect(at.kept.text).toContain('A marketplace.');
    at.waits[0]?.ring();
    await at.settled('sent');
    expect(new Set(at.keys).size).toBe(1);
  });

  it('gives up after the last pause and says so; a press begins anew, under the same key', async () => {
    const at = opened([...Array.from({ length: pauses.length + 1 }, () => broken), taken]);
    await at.session.send(typed, '');
    for (const _ of pauses) {
      await at.settled('waiting');
      at.waits.pop()?.ring();
    }
    await at.settled('stuck');
    await at.session.send(typed, '');
    expect(at.session.state.phase.kind).toBe('sent');
    expect(new Set(at.keys).size).toBe(1);
  });

  it('goes on as soon as the line is back', async () => {
    const at = opened([broken, taken]);
    at.offline();
    await at.session.send(typed, '');
    expect(at.session.state.phase).toMatchObject({ kind: 'waiting', why: 'offline' });
    at.back();
    await at.settled('sent');
  });

  it('does the work anew when it was refused, and waits when it was too quick', async () => {
    const at = opened([
      problem('proof-refused', 422),
      problem('looks-automated', 422, {}, { 'retry-after': '2' }),
      taken,
    ]);
    await at.session.send(typed, '');
    await at.settled('waiting');
    expect(at.works()).toBe(2);
    expect(at.waits[0]?.milliseconds).toBe(2_000);
    at.waits[0]?.ring();
    await at.settled('sent');
  });

  it('says what it cannot mend: a filled hidden field, an hour’s quota, an earlier version, a refusal', async () => {
    const ends = async (answer: () => Response) => {
      const at = opened([answer]);
      await at.session.send(typed, '');
      expect(at.kept.text).toContain('A marketplace.');
      return at.session.state.phase;
    };
    expect(await ends(problem('looks-automated', 422))).toMatchObject({ kind: 'hidden-field' });
    expect(await ends(problem('quota-exceeded', 429, {}, { 'retry-after': '3000' }))).toMatchObject({
      kind: 'stuck',
      why: 'many',
    });
    expect(await ends(problem('other-payload', 422))).toMatchObject({ kind: 'earlier-taken' });
    expect(await ends(problem('cross-site', 403))).toMatchObject({ kind: 'stuck', why: 'refused' });
    const errors = [{ pointer: '/lead/email', detail: 'no' }];
    expect(await ends(problem('invalid-input', 400, { errors }))).toEqual({
      kind: 'writing',
      faults: [{ field: 'email', text: 'no' }],
      stopped: false,
    });
  });

  it('a press while it is being sent sends nothing more', async () => {
    const at = opened([taken]);
    await Promise.all([at.session.send(typed, ''), at.session.send(typed, '')]);
    expect(at.keys).toHaveLength(1);
  });

  it('an earlier version that was taken is followed by this one under a new key', async () => {
    const at = opened([problem('other-payload', 422), taken]);
    await at.session.send(typed, '');
    await at.session.sendAsNew(typed);
    expect(at.session.state.phase.kind).toBe('sent');
    expect(new Set(at.keys).size).toBe(2);
  });
});

it('an answer that takes too long is not known', async () => {
  const checked = check({ ...empty, ...typed });
  if (checked.kind !== 'good') throw new Error('the example is good');
  const wire = {
    online: () => true,
    fetch: () => Promise.reject(Object.assign(new Error('late'), { name: 'TimeoutError' })),
  };
  const sending = { key: 'k', lead: checked.lead, proof: 'AAAA', website: '' };
  expect(await trySending(wire, sending)).toEqual({ kind: 'unknown', why: 'time' });
});
