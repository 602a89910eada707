import { describe, expect, it } from 'vitest';
import { asText, mailLink } from './as-text.ts';
import { readDraft, type Shelf } from './draft.ts';
import { contextOf, linkWith } from './prefill.ts';
import { createProofs } from './proof.ts';
import { trySending } from './send.ts';
import { createSession, pauses, type Typed } from './session.ts';
import { check, empty } from './values.ts';

const typed: Typed = {
  building: 'A marketplace.',
  stage: 'idea',
  matters: '',
  name: 'Zoë',
  email: 'zoe@example.com',
  company: '',
  budget: 'unknown',
  time: 'open',
  nda: false,
};

const problem =
  (type: string, status: number, more: object = {}, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify({ type: `/problems/${type}`, status, ...more }), { status, headers });
const taken = () =>
  new Response(JSON.stringify({ reference: 'LB-0000-0001', at: '2026-01-01T00:00:00.000Z' }), {
    status: 202,
  });
const broken = () => {
  throw new TypeError('Failed to fetch');
};

function opened(answers: (() => Response)[], stored: string | null = null) {
  const kept: { text: string | null } = { text: stored };
  const shelf: Shelf = {
    read: () => kept.text,
    write(text) {
      kept.text = text;
    },
    clear() {
      kept.text = null;
    },
  };
  const keys: string[] = [];
  const waits: { milliseconds: number; then: () => void }[] = [];
  let online: (() => void) | null = null;
  let works = 0;
  let line = true;
  let uuid = 0;
  const wire = {
    online: () => line,
    async fetch(_path: string, init?: RequestInit) {
      keys.push(new Headers(init?.headers).get('idempotency-key') ?? '');
      const answer = answers.shift();
      if (!answer) throw new Error('nothing more was expected');
      return answer();
    },
  };
  const session = createSession({
    shelf,
    wire,
    proofs: createProofs({
      challenge: async () => ({}),
      async work() {
        works += 1;
        return 'AAAA';
      },
      steady: () => 0,
    }),
    uuid: () => `00000000-0000-4000-8000-${String(uuid++).padStart(12, '0')}`,
    now: () => 0,
    after(milliseconds, then) {
      waits.push({ milliseconds, then });
      return () => {};
    },
    onOnline(hear) {
      online = hear;
      return () => {
        online = null;
      };
    },
  });
  const settled = async (kind: string) => {
    for (let turn = 0; turn < 50 && session.state.phase.kind !== kind; turn++) await Promise.resolve();
    expect(session.state.phase.kind).toBe(kind);
  };
  return {
    session,
    kept,
    keys,
    waits,
    settled,
    works: () => works,
    offline() {
      line = false;
    },
    back() {
      line = true;
      online?.();
    },
  };
}

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
    at.waits[0]?.then();
    await at.settled('sent');
    expect(new Set(at.keys).size).toBe(1);
  });

  it('gives up after the last pause and says so; a press begins anew, under the same key', async () => {
    const at = opened([...Array.from({ length: pauses.length + 1 }, () => broken), taken]);
    await at.session.send(typed, '');
    for (const _ of pauses) {
      await at.settled('waiting');
      at.waits.pop()?.then();
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
    at.waits[0]?.then();
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

describe('the draft', () => {
  it('comes back with its key; what was typed before the script came wins', async () => {
    const first = opened([broken]);
    await first.session.send({ ...typed, company: 'Aster' }, '');
    const second = opened([taken], first.kept.text);
    const shown = second.session.adopt(
      { ...typed, building: 'Typed early.', company: '', name: '' },
      { topic: 'cloud' },
    );
    expect(shown).toMatchObject({ building: 'Typed early.', company: 'Aster', name: 'Zoë' });
    expect(second.session.state).toMatchObject({ restored: true, context: { topic: 'cloud' } });
    await second.session.send(shown, '');
    expect(second.keys).toEqual(first.keys);
  });

  it('is cleared, and back after undo', () => {
    const at = opened([]);
    at.session.typed(typed);
    const cleared = at.session.clear(typed);
    expect(cleared?.typed.building).toBe('');
    expect(at.kept.text).toBeNull();
    expect(cleared?.undo()).toEqual(typed);
    expect(at.kept.text).toContain('A marketplace.');
    expect(opened([]).session.clear({ ...typed, building: '', name: '', email: '' })).toBeNull();
  });

  it.each(['', '{', 'null', '[]', '{"key":1}', JSON.stringify({ key: 'x', values: {} }), 'x'.repeat(40_000)])(
    'that is none breaks nothing: %j',
    (text) => {
      expect(readDraft({ read: () => text, write() {}, clear() {} })).toBeNull();
      const at = opened([], text);
      expect(at.session.adopt(typed, {})).toEqual(typed);
    },
  );
});

describe('links', () => {
  it('bring ids and nothing else', () => {
    expect(contextOf('?topic=ai-layer&from=router&claim=a-b')).toEqual({
      topic: 'ai-layer',
      from: 'router',
      claim: 'a-b',
    });
    for (const bad of ['<script>', '../x', 'a b', `${'a'.repeat(200)}`, '%00', 'A'])
      expect(contextOf(`?topic=${encodeURIComponent(bad)}`)).toEqual({});
    expect(linkWith({ topic: 'cloud', from: '' })).toBe('/start/?topic=cloud');
    expect(contextOf(linkWith({ claim: 'x-y' }).slice('/start/'.length))).toEqual({ claim: 'x-y' });
  });

  it('to the mail program hold the whole text, or say what is missing', () => {
    const short = decodeURIComponent(mailLink({ ...empty, ...typed }));
    expect(short).toContain(asText({ ...empty, ...typed }));
    const long = decodeURIComponent(mailLink({ ...empty, ...typed, building: 'x'.repeat(3_000) }));
    expect(long).toContain('please paste the rest');
    expect(mailLink(empty)).not.toContain('body=');
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
