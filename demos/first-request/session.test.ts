import { describe, expect, it } from 'vitest';
import { policy } from '#api/access/policy.ts';
import { users } from '#api/storage/examples.ts';
import { decisionIn } from '../kit/http.ts';
import type { CallInit, Running } from '../runtime/contract.ts';
import { RuntimeFault } from '../runtime/fault.ts';
import { askedOf, otherReasons, people, requests, who } from './demo.ts';
import { recordedExchange } from './recorded.ts';
import { begin, createSession } from './session.ts';

/** A host that signs everybody in and answers the rest with what was asked of it. */
function fake(answers: { session?: number; rest?: number } = {}) {
  const calls: { path: string; init: CallInit }[] = [];
  let boots = 0;
  const running: Running = {
    client: {
      label: { kind: 'tab', text: 'a fake host' },
      fetch: async (path, init = {}) => {
        calls.push({ path, init });
        if (path !== '/v1/sessions')
          return new Response(JSON.stringify({ path }), { status: answers.rest ?? 200 });
        const { email } = JSON.parse(init.body ?? '') as { email: string };
        return Response.json({ accessToken: `token of ${email}` }, { status: answers.session ?? 201 });
      },
    },
    stop: () => {},
    ended: new Promise(() => {}),
  };
  const session = createSession({
    boot: async () => {
      boots++;
      return running;
    },
    now: () => 0,
  });
  return { session, calls, booted: () => boots };
}

describe('before anything is pressed', () => {
  it('shows what was recorded, for every person and request, and sends nothing', () => {
    const { session, booted } = fake();
    for (const person of people)
      for (const request of requests) {
        session.choose({ person, request });
        expect(session.state.exchange).toEqual(recordedExchange(person, request));
        expect(session.state.exchange.host.text).toMatch(/^recorded \d{4}-\d\d-\d\d/);
      }
    expect(booted()).toBe(0);
  });

  it('shows no token', () => {
    for (const person of people)
      for (const request of requests)
        expect(JSON.stringify(recordedExchange(person, request))).not.toContain('eyJ');
  });

  it('has a layer in every refusal, and words for its rule', () => {
    const rules = new Set<string>();
    for (const person of people)
      for (const request of requests) {
        const { answered } = recordedExchange(person, request);
        const decision = decisionIn(answered);
        expect([person, request, typeof decision?.layer]).toEqual([
          person,
          request,
          answered.status < 400 ? 'undefined' : 'string',
        ]);
        if (decision?.rule) rules.add(decision.rule);
      }
    const known = policy.map(({ id }) => id);
    expect([...rules].filter((rule) => !known.includes(rule)).sort()).toEqual(
      Object.keys(otherReasons).sort(),
    );
  });

  it('describes people as the service knows them', () => {
    for (const person of people) {
      const { name, role, organisation } = users[person];
      expect(name.startsWith(who[person].name)).toBe(true);
      const company = organisation.endsWith('a') ? 'Aster' : 'Brook';
      expect(who[person].is).toBe(`${role}, ${company}`);
    }
  });
});

describe('sending', () => {
  it('signs in once a person, then sends what was chosen', async () => {
    const { session, calls } = fake();
    session.choose({ person: 'carl', request: 'locked' });
    await session.send();
    await session.send();
    expect(calls.map(({ path }) => path)).toEqual([
      '/v1/sessions',
      askedOf('locked', null).path,
      askedOf('locked', null).path,
    ]);
    expect(calls[1]?.init.headers?.['authorization']).toBe('Bearer token of carl@aster.example');
    expect(session.state.exchange.host.text).toBe('a fake host');
    expect(session.state.log.map(({ text }) => text.split(' in ')[0])).toEqual([
      'Carl signs in: 201 Created',
      'Change Carl’s locked plan, as Carl: 200 OK',
      'Change Carl’s locked plan, as Carl: 200 OK',
    ]);
    expect(JSON.stringify(session.state.log)).not.toContain('token of');
  });

  it('without a token signs nobody in', async () => {
    const { session, calls } = fake({ rest: 401 });
    session.choose({ request: 'anonymous' });
    await session.send();
    expect(calls.map(({ path, init }) => [path, init.headers?.['authorization']])).toEqual([
      ['/v1/documents', undefined],
    ]);
  });

  it('signs in anew after a session has ended', async () => {
    const { session, calls } = fake({ rest: 401 });
    await session.send();
    await session.send();
    expect(calls.filter(({ path }) => path === '/v1/sessions')).toHaveLength(2);
  });

  it('is one at a time; an answer for what is no longer chosen goes to the log alone', async () => {
    const { session, calls } = fake();
    const first = session.send();
    await session.send();
    session.choose({ person: 'ada' });
    await first;
    expect(calls).toHaveLength(2);
    expect(session.state.exchange).toEqual(recordedExchange('ada', begin.request));
    expect(session.state.log).toHaveLength(2);
  });

  it.each([
    [new RuntimeFault({ code: 'cancelled', detail: '' }), 'Cancelled: nothing was sent.'],
    [new RuntimeFault({ code: 'offline', detail: '' }), 'No answer: the service does not run.'],
    [new Error('secret detail'), 'No answer: something went wrong on our side.'],
  ])('that fails (%s) keeps what is shown and says so', async (error, said) => {
    const session = createSession({ boot: () => Promise.reject(error), now: () => 0 });
    await session.send();
    expect(session.state).toEqual({ ...begin, log: [{ at: 0, text: said, tone: 'fail' }] });
  });

  it('says when the gateway slows sign-ins down', async () => {
    const { session } = fake({ session: 429 });
    await session.send();
    expect(session.state.log.at(-1)?.text).toMatch(/too many sign-ins in a minute/);
    expect(session.state.sending).toBe(false);
  });
});

describe('reset', () => {
  it('goes back to the first request, and back again', async () => {
    const { session } = fake();
    expect(session.reset()).toBe(null);
    session.choose({ person: 'abel', request: 'list' });
    await session.send();
    const before = session.state;
    const undo = session.reset();
    expect({ ...session.state, log: [] }).toEqual(begin);
    undo?.();
    expect(session.state).toEqual(before);
  });

  it('keeps the log, which has its own button', async () => {
    const { session } = fake();
    await session.send();
    session.choose({ person: 'abel' });
    session.reset();
    expect(session.state.log).toHaveLength(2);
    session.clearLog();
    expect(session.state.log).toEqual([]);
    expect(session.reset()).toBe(null);
  });
});
