// The list of leads on the service itself: signed in, read page by page, saved whole, signed out on both sides.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sender } from '#api/leads/test/sender.ts';
import { examplePassword, users } from '#api/storage/examples.ts';
import { type Host, openHost } from '#api/test/hosts.ts';
import { testConfig } from '#api/test/test-config.ts';
import { createSession, type Listed, type Session } from './session.ts';

const sent = 30;

describe('the list of leads', () => {
  let host: Host;
  let session: Session;
  const asked: string[] = [];
  const saved: (readonly Listed[])[] = [];
  /** Before a call is made; whoever throws here is a line that is down. */
  let before: (asked: string) => unknown = () => {};

  beforeAll(async () => {
    if (!testConfig.leads) throw new Error('nobody is written to');
    host = await openHost('pglite', { config: { leads: { ...testConfig.leads, perClient: 1_000 } } });
    const send = sender(host.app, host.clock);
    for (let n = 1; n <= sent; n++) expect((await send({ lead: { name: `Person ${n}` } })).status).toBe(202);
  });
  afterAll(() => host.close());
  beforeEach(() => {
    asked.length = 0;
    saved.length = 0;
    before = () => {};
    session = createSession({
      async fetch(path, init) {
        const line = `${init?.method ?? 'GET'} ${path.replace(/\?.*/, '?…')}`;
        asked.push(line);
        await before(line);
        return host.app(new Request(`http://api${path.slice('/api'.length)}`, init));
      },
      save: (leads) => saved.push(leads),
    });
  });
  const signIn = () => session.signIn(users.ada.email, examplePassword);
  /** Sessions of which the service knows that they have not ended. */
  const live = async () => {
    const { rows } = await host.inspect('select count(*) from refresh_families where ended_at is null');
    return Number(rows[0]?.[0]);
  };
  const shown = () => {
    const { state } = session;
    if (state.kind !== 'in') throw new Error(`signed out: ${state.said}`);
    return state;
  };

  it('is read page by page', async () => {
    await signIn();
    expect(shown()).toMatchObject({ busy: false, said: '25 shown, there are more.' });
    expect(shown().leads[0]?.lead.name).toBe(`Person ${sent}`);
    await session.more();
    expect(shown().leads.map(({ lead }) => lead.name)).toEqual(
      Array.from({ length: sent }, (_, n) => `Person ${sent - n}`),
    );
    // There is no page after the last.
    asked.length = 0;
    await session.more();
    expect(asked).toEqual([]);
    expect(shown().busy).toBe(false);
  });

  it('is saved whole, whatever of it is shown, or not at all', async () => {
    await signIn();
    await session.download();
    expect(saved.map((leads) => leads.length)).toEqual([sent]);
    expect(shown().said).toBe(`${sent} saved as CSV.`);
    before = (line) => {
      if (line.includes('?')) throw new TypeError('down');
    };
    await session.download();
    expect(saved).toHaveLength(1);
    expect(shown().said).toContain('No file was saved.');
    expect(shown().busy).toBe(false);
  });

  it('is not shown after a sign-out, and the session has ended in the service too', async () => {
    const others = await live();
    await signIn();
    expect(await live()).toBe(others + 1);
    const { promise, resolve } = Promise.withResolvers<void>();
    before = (line) => (line.startsWith('GET') ? promise : undefined);
    const reading = session.more();
    await session.signOut();
    resolve();
    await reading;
    expect(session.state).toEqual({ kind: 'out', said: 'Signed out.', busy: false });
    expect(asked.at(-1)).toBe('DELETE /api/v1/sessions/current');
    expect(await live()).toBe(others);
  });

  it('says when the service could not be told of the sign-out', async () => {
    await signIn();
    before = () => {
      throw new TypeError('down');
    };
    await session.signOut();
    expect(session.state).toMatchObject({ kind: 'out', said: expect.stringContaining('could not be told') });
  });

  it('asks to sign in again when the token is too old, and does not speak of a wrong password', async () => {
    await signIn();
    host.clock.advance(86_400_000);
    await session.refresh();
    expect(session.state).toMatchObject({
      kind: 'out',
      said: 'Your session has ended. Sign in again; the list is read anew.',
    });
    await session.signIn(users.ada.email, 'wrong wrong wrong');
    expect(session.state).toMatchObject({ kind: 'out', said: 'Address or password is wrong.', busy: false });
  });

  it('is for admins: whoever signs in and may not read it has no session left', async () => {
    await session.signIn(users.carl.email, examplePassword);
    expect(session.state).toMatchObject({
      kind: 'out',
      said: expect.stringContaining('no admin'),
      busy: false,
    });
    expect(asked.at(-1)).toBe('DELETE /api/v1/sessions/current');
  });
});
