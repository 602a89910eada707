// Recorder and player against each other: what went in comes out, for the same question in the same situation and no other.
import { describe, expect, it } from 'vitest';
import { json, signIn } from '../client.ts';
import type { Client, Running, Told } from '../contract.ts';
import { RuntimeFault } from '../fault.ts';
import { recordedHost } from '../hosts/recorded.ts';
import { recorder } from './recorder.ts';
import type { Recording } from './recording.ts';

const secret = 'eyJhbGciOiJSUzI1NiJ9.secret.signature';

/** A service with one note and two sorts of token; says a line for each call. */
function service() {
  let title = 'first';
  const hearers: ((told: Told) => void)[] = [];
  const client: Client = {
    label: { kind: 'server', text: 'a fake' },
    async fetch(path, { method = 'GET', headers = {}, body } = {}) {
      for (const hear of hearers) hear({ kind: 'log', at: '', level: 'info', event: path, fields: {} });
      if (path === '/v1/sessions')
        return Response.json(
          { accessToken: `${secret}.${JSON.parse(body ?? '').email}`, refreshToken: `refresh-${secret}` },
          { status: 201 },
        );
      if (!headers['authorization']?.startsWith(`Bearer ${secret}`)) return new Response('', { status: 401 });
      if (method === 'PUT') title = JSON.parse(body ?? '').title;
      return Response.json({ title, by: headers['authorization'] });
    },
  };
  const listen = (hear: (told: Told) => void) => {
    hearers.push(hear);
    return () => {};
  };
  return { client, listen };
}

async function recorded(run: (client: Client) => Promise<void>): Promise<Recording> {
  const { client, exchanges } = recorder(
    service(),
    async () => {},
    () => 0,
  );
  await run(client);
  const about = { format: 1, name: 'look', title: '', commit: '1a2b3c4', host: 'a fake' } as const;
  return { ...about, recorded: '2026-11-22T10:00:00.000Z', exchanges };
}

const boot = (answer: Response | (() => Promise<never>), online = true): Promise<Running> =>
  recordedHost('look', {
    fetch: async () => (answer instanceof Response ? answer : answer()),
    online: () => online,
  }).boot({ signal: new AbortController().signal, progress: () => {} });

const play = async (run: (client: Client) => Promise<void>) => boot(Response.json(await recorded(run)));
const why = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => (error instanceof RuntimeFault ? `${error.why.code}: ${error.why.detail}` : String(error)),
  );

async function notes(client: Client): Promise<void> {
  await json(client, '/note');
  const token = await signIn(client, 'vera');
  await json(client, '/note', { token });
  await json(client, '/note', { method: 'PUT', token, json: { title: 'second' } });
  await json(client, '/note', { token });
}

describe('a recording', () => {
  it('says who asked, and holds no token', async () => {
    const recording = await recorded(notes);
    expect(recording.exchanges.map(({ who, after }) => [who, after])).toEqual([
      [null, 0],
      [null, 0],
      ['vera', 0],
      ['vera', 0],
      ['vera', 1],
    ]);
    expect(JSON.stringify(recording)).not.toContain('eyJ');
  });

  it('keeps each line with the call that made it', async () => {
    const { exchanges } = await recorded(notes);
    for (const { path, told } of exchanges)
      expect(told.map((one) => 'event' in one && one.event)).toEqual([path]);
  });

  it('writes calls down one after the other, even when they are made at once', async () => {
    const { exchanges } = await recorded(async (client) => {
      await Promise.all([client.fetch('/1'), client.fetch('/2')]);
    });
    expect(exchanges.map(({ path }) => path)).toEqual(['/1', '/2']);
  });
});

describe('the player', () => {
  it('answers the same script with the same', async () => {
    const { client } = await play(notes);
    expect((await json(client, '/note')).status).toBe(401);
    const token = await signIn(client, 'vera');
    expect(token).toBe('recorded-token-of-vera');
    expect((await json(client, '/note', { token })).body).toMatchObject({ title: 'first' });
    await json(client, '/note', { method: 'PUT', token, json: { title: 'second' } });
    expect((await json(client, '/note', { token })).body).toMatchObject({ title: 'second' });
  });

  it('names the day and the commit, and says how long it really took', async () => {
    const { client } = await play(notes);
    expect(client.label).toEqual({ kind: 'recorded', text: 'recorded 2026-11-22 · commit 1a2b3c4' });
    expect((await json(client, '/note')).headers.get('server-timing')).toBe('recorded;dur=0');
  });

  it('does not mind white space, the name of a device, or a fresh trace', async () => {
    const { client } = await play(notes);
    const body = '{ "email": "vera@aster.example", "password": "seven quiet rivers meet", "device": "x" }';
    const headers = { 'Content-Type': 'application/json', traceparent: '00-1-2-01' };
    expect((await client.fetch('/v1/sessions', { method: 'POST', headers, body })).status).toBe(201);
  });

  it.each<[string, (client: Client) => Promise<unknown>, string]>([
    ['another path', (client) => client.fetch('/other'), 'not-recorded: GET /other'],
    ['another method', (client) => client.fetch('/note', { method: 'DELETE' }), 'not-recorded: DELETE /note'],
    [
      'another person',
      (client) => json(client, '/note', { token: 'recorded-token-of-carl' }),
      'not-recorded: GET /note',
    ],
    ['a token of one’s own', (client) => json(client, '/note', { token: 'x' }), 'not-recorded: GET /note'],
    [
      'another header',
      (client) => client.fetch('/note', { headers: { accept: 'text/html' } }),
      'not-recorded: GET /note',
    ],
    [
      'a wrong password',
      (client) => json(client, '/v1/sessions', { json: { email: 'vera@aster.example', password: 'x' } }),
      'not-recorded: POST /v1/sessions',
    ],
  ])('does not know %s', async (_name, ask, words) => {
    const { client } = await play(notes);
    expect(await why(ask(client))).toBe(words);
  });

  it('does not show what there was after a change that was not made, nor the change twice', async () => {
    const running = await play(async (client) => {
      const token = await signIn(client, 'vera');
      await json(client, '/note', { method: 'PUT', token, json: { title: 'second' } });
      await json(client, '/note', { token });
    });
    const token = await signIn(running.client, 'vera');
    const put = () => json(running.client, '/note', { method: 'PUT', token, json: { title: 'second' } });
    const early = json(running.client, '/note', { token });
    expect(await why(early)).toBe('not-recorded: GET /note, recorded only after the other changes');
    await put();
    expect((await json(running.client, '/note', { token })).body).toMatchObject({ title: 'second' });
    expect(await why(put())).toBe('not-recorded: PUT /note, recorded before the other changes');
    await running.reset?.();
    expect((await put()).status).toBe(200);
  });

  it('tells what was logged', async () => {
    const running = await play(notes);
    const heard: Told[] = [];
    running.listen?.((told) => heard.push(told));
    await running.client.fetch('/note');
    expect(heard).toMatchObject([{ kind: 'log', event: '/note' }]);
  });

  it('is over when it is stopped', async () => {
    const running = await play(notes);
    running.stop();
    expect(await why(running.client.fetch('/note'))).toMatch(/^cancelled/);
  });

  const fails = () => Promise.reject(new TypeError('Failed to fetch'));
  it.each<[string, () => Promise<unknown>, string]>([
    ['is missing', () => boot(new Response('', { status: 404 })), 'asset-missing'],
    ['is no recording', () => boot(new Response('<h1>Sign in</h1>')), 'asset-corrupt'],
    ['is another one', () => boot(Response.json({ format: 1, name: 'change' })), 'asset-corrupt'],
    ['cannot be fetched', () => boot(fails), 'unreachable'],
    ['cannot be fetched without a connection', () => boot(fails, false), 'offline'],
  ])('says so when its file %s', async (_name, booting, code) => {
    expect(await why(booting())).toMatch(new RegExp(`^${code}:`));
  });
});
