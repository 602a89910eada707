// A real port, because the port is the point: slow and malformed clients, draining, methods that a Request cannot have.
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answerHeaders } from '../answer-headers.ts';
import { createApp } from '../app.ts';
import { route } from '../route.ts';
import { bareDeps } from '../test/bare-deps.ts';
import { type Listening, listen } from './listen.ts';

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.drain(50)));
});

/** What runs: it says that it has begun, and ends when it is let go. */
let begun: Promise<void>;
let began = () => {};
let letGo = () => {};
let held: Promise<void>;
beforeEach(() => {
  begun = new Promise((resolve) => {
    began = resolve;
  });
  held = new Promise((resolve) => {
    letGo = resolve;
  });
});

const slow = route({
  id: 'test.slow',
  method: 'GET',
  path: '/slow',
  summary: 'Answers when it is let go.',
  access: 'public',
  part: 'node-service',
  creates: false,
  limit: 'none',
  contract: { replies: { 200: z.strictObject({ done: z.boolean() }) } },
  handle: async () => {
    began();
    await held;
    return { status: 200, body: { done: true } };
  },
});

async function start(limits: Parameters<typeof listen>[2] = {}): Promise<Listening> {
  const app = createApp(bareDeps(), { routes: [slow] });
  const server = await listen(app, { host: '127.0.0.1', port: 0 }, limits);
  open.push(server);
  return server;
}

/** Sends bytes and gathers what comes back until the other side closes, or 15 s have passed. */
const talk = (port: number, ...parts: string[]): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', async () => {
      for (const part of parts) {
        socket.write(part);
        await wait(20);
      }
    });
    const cut = setTimeout(() => socket.destroy(), 15_000);
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(cut);
      resolve(answer);
    });
  });

describe('the port', () => {
  it('answers TRACE with 405 and Allow, and reflects nothing', async () => {
    const { port } = await start();
    const answer = await talk(
      port,
      'TRACE /healthz HTTP/1.1\r\nhost: x\r\nx-secret: canary\r\nconnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 405 /);
    expect(answer).toMatch(/\r\nallow: GET, HEAD\r\n/i);
    expect(answer).not.toContain('canary');
  });

  it('cuts a client that never finishes its headers', async () => {
    const { port } = await start({
      headersTimeout: 300,
      requestTimeout: 600,
      connectionsCheckingInterval: 100,
    });
    const before = performance.now();
    const answer = await talk(port, 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ');
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    // By the settings of this server it is less than a second; by those of the service, more than ten.
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  it.each([
    [
      'content-length and chunked',
      'POST /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['two lengths', 'POST /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na'],
    ['a folded header', 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: b\r\n c\r\n\r\n'],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['64 KB of headers', `GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(65_536)}\r\n\r\n`],
    ['bytes that are not HTTP', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'],
  ])('refuses %s and closes', async (_name, bytes) => {
    const { port } = await start();
    const answer = await talk(port, bytes);
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(answer.match(/HTTP\/1.1 /g)).toHaveLength(1);
    for (const [name, value] of Object.entries(answerHeaders))
      expect(answer.toLowerCase()).toContain(`\r\n${name}: ${value.toLowerCase()}\r\n`);
  });

  it('drains: what runs finishes, new connections are refused, answers say close', async () => {
    const server = await start();
    const running = fetch(`http://127.0.0.1:${server.port}/slow`);
    await begun;
    const drained = server.drain(15_000);
    const late = await fetch(`http://127.0.0.1:${server.port}/healthz`).catch(() => 'refused');
    letGo();
    const answer = await running;
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    expect(late).toBe('refused');
    expect(await drained).toBe(true);
  });

  it('drains no longer than it was given', async () => {
    const server = await start();
    const running = fetch(`http://127.0.0.1:${server.port}/slow`).catch(() => 'cut');
    await begun;
    expect(await server.drain(50)).toBe(false);
    expect(await running).toBe('cut');
    letGo();
  });
});
