// EDGE-11 and EDGE-12 over real sockets, against the real listener in a process of its own. Weak twin: a lenient parser
// without limits that unpacks what it is sent.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { constants, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

async function start(kind: 'real' | 'weak'): Promise<Server> {
  const child = fork(new URL('wire-server.ts', import.meta.url), [kind], {
    execArgv: ['--expose-gc'],
    stdio: 'inherit',
  });
  return { child, port: (await once(child, 'message'))[0] as number };
}

async function rss({ child }: Server): Promise<number> {
  const answer = once(child, 'message');
  child.send('rss');
  return (await answer)[0] as number;
}

const allowed = 20_000_000;
/** Bytes that the process has grown by and does not give back: the least of some readings, because a collector takes its time. */
async function growth(server: Server, before: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let reading = 0; reading < 8 && least >= allowed; reading++) {
    if (reading > 0) await wait(100);
    least = Math.min(least, (await rss(server)) - before);
  }
  return least;
}

let real: Server;
let weak: Server;
beforeAll(async () => {
  [real, weak] = await Promise.all([start('real'), start('weak')]);
}, 30_000);
afterAll(() => {
  for (const server of [real, weak]) server?.child.kill();
});

interface Talk {
  readonly answer: string;
  readonly sent: number;
  readonly closed: boolean;
}

interface Manners {
  /** Milliseconds that the first word of an answer may take: many, for a machine that is busy. */
  readonly first?: number;
  /** Silence after which what was answered is all there is. */
  readonly quiet?: number;
  /** So many answers are all there is. */
  readonly enough?: number;
}

/** Sends the parts as fast as the other side takes them, and listens until it closes or has said what there is to say. */
async function talk(
  { port }: Server,
  parts: Iterable<string | Buffer>,
  { first = 15_000, quiet = 300, enough = Number.POSITIVE_INFINITY }: Manners = {},
): Promise<Talk> {
  const socket: Socket = connect(port, '127.0.0.1');
  let answer = '';
  let sent = 0;
  let closed = false;
  let last = Date.now();
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
    last = Date.now();
  });
  socket.on('error', () => {});
  socket.once('close', () => {
    closed = true;
  });
  await once(socket, 'connect');
  const over = () =>
    closed || statuses({ answer }).length >= enough || Date.now() - last > (answer === '' ? first : quiet);
  for (const part of parts) {
    if (closed || socket.destroyed) break;
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    sent += bytes.length;
    if (!socket.write(bytes)) await Promise.race([once(socket, 'drain').catch(() => {}), wait(quiet)]);
    if (answer !== '' && over()) break;
  }
  last = Date.now();
  while (!over()) await wait(10);
  socket.destroy();
  return { answer, sent, closed };
}

/** TCP lets a cut overtake the answer before it, when the sender is still sending: nothing heard is asked again. */
async function heard(server: Server, parts: () => Iterable<string | Buffer>): Promise<Talk> {
  let said = await talk(server, parts());
  for (let again = 0; again < 3 && said.answer === ''; again++) said = await talk(server, parts());
  return said;
}

const statuses = ({ answer }: Pick<Talk, 'answer'>): number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((found) => Number(found[1]));

const canary = 'GET /canary HTTP/1.1\r\nhost: x\r\n\r\n';
const post = (...headers: string[]) =>
  `${['POST /echo HTTP/1.1', 'host: x', 'content-type: application/json', ...headers].join('\r\n')}\r\n\r\n`;
const get = (target: string, ...headers: string[]) =>
  `${[`GET ${target} HTTP/1.1`, 'host: x', ...headers].join('\r\n')}\r\n\r\n`;
const chunkedCanary = `0\r\n\r\n${canary}`;

/** Each is one request by one reading, and hides a second by another. None may be answered with anything but a refusal. */
const vectors: [string, string][] = [
  ['CL and TE', post('content-length: 4', 'transfer-encoding: chunked') + chunkedCanary],
  [
    'TE and CL',
    post('transfer-encoding: chunked', `content-length: ${chunkedCanary.length}`) + chunkedCanary,
  ],
  ['two CL that differ', `${post('content-length: 2', `content-length: ${2 + canary.length}`)}{}${canary}`],
  ['two CL that agree', `${post('content-length: 2', 'content-length: 2')}{}${canary}`],
  ['CL as a list', `${post('content-length: 2, 2')}{}${canary}`],
  ['CL with a sign', `${post('content-length: +2')}{}${canary}`],
  ['CL in hexadecimal', `${post('content-length: 0x2')}{}${canary}`],
  ['TE: xchunked', post('transfer-encoding: xchunked') + chunkedCanary],
  ['TE: chunked, identity', post('transfer-encoding: chunked, identity') + chunkedCanary],
  ['two TE', post('transfer-encoding: chunked', 'transfer-encoding: x') + chunkedCanary],
  [
    'TE with a space before the colon',
    post('transfer-encoding : chunked', 'content-length: 4') + chunkedCanary,
  ],
  ['TE with a vertical tab', post('transfer-encoding:\x0bchunked') + chunkedCanary],
  ['obs-fold', post('x-a: b\r\n content-length: 2', 'content-length: 0') + canary],
  ['obs-fold of TE', post('transfer-encoding:\r\n chunked', 'content-length: 4') + chunkedCanary],
  [
    'bare LF',
    `POST /echo HTTP/1.1\nhost: x\ncontent-type: application/json\ncontent-length: 2\n\n{}${canary}`,
  ],
  ['bare LF in one header', get('/canary', 'x-a: b\nx-c: d')],
  ['bare CR', get('/canary', 'x-a: b\rx-c: d')],
  ['NUL in a header', get('/canary', 'x-a: b\0c')],
  ['chunk size with a sign', `${post('transfer-encoding: chunked')}+2\r\n{}\r\n${chunkedCanary}`],
  [
    'chunk size too large for 64 bits',
    `${post('transfer-encoding: chunked')}1${'0'.repeat(16)}2\r\n{}\r\n${chunkedCanary}`,
  ],
  ['chunk that ends in bare LF', `${post('transfer-encoding: chunked')}2\r\n{}\n${chunkedCanary}`],
  ['a body on GET', `${get('/canary', 'content-length: 5')}hello`],
  ['a chunked body on GET', `${get('/canary', 'transfer-encoding: chunked')}0\r\n\r\n`],
  ['64 KB in one header', get('/canary', `x-a: ${'a'.repeat(65_536)}`)],
  ['1,000 headers', get('/canary', ...Array.from({ length: 1_000 }, (_, i) => `x-${i}: 1`))],
  ['10,000 parameters', get(`/canary?${Array.from({ length: 10_000 }, (_, i) => `p${i}=1`).join('&')}`)],
  ['1,000 short parameters', get(`/canary?${'a&'.repeat(1_000)}`)],
  ['an address of 15,000 characters', get(`/canary?${'a'.repeat(15_000)}`)],
  ['two Host headers', get('/canary', 'host: y')],
  ['no Host header', 'GET /canary HTTP/1.1\r\n\r\n'],
  ['a space in the address', get('/can ary')],
  ['HTTP/2 in clear', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/9.9', 'GET /canary HTTP/9.9\r\nhost: x\r\n\r\n'],
];

describe('EDGE-11 requests with two readings', () => {
  it.each(vectors)('%s: refused or closed, and nothing hidden in it is answered', async (_name, bytes) => {
    const said = await talk(real, [bytes]);
    expect(said.answer).not.toContain('{"who":"canary"}');
    expect(said.answer).not.toContain('{"who":"echo"}');
    const [first, ...more] = statuses(said);
    expect(more).toEqual([]);
    if (first === undefined) expect(said.closed).toBe(true);
    else expect(first).toSatisfy((status: number) => status >= 400 && status < 500);
  });

  it('a proper request, and two in a row, are answered', async () => {
    const ok = `${post('content-length: 2')}{}${canary}`;
    const said = await talk(real, [ok], { enough: 2 });
    expect(statuses(said)).toEqual([200, 200]);
    expect(said.answer).toContain('{"who":"echo"}');
    expect(said.answer).toContain('{"who":"canary"}');
  });

  it('control: the weak twin answers hidden requests, and takes what is too long', async () => {
    const names = ['CL and TE', 'bare LF', '64 KB in one header', '10,000 parameters'];
    const chosen = vectors.filter(([name]) => names.includes(name));
    expect(chosen).toHaveLength(names.length);
    for (const [name, bytes] of chosen) {
      const said = await talk(weak, [bytes], { enough: 1 });
      expect(statuses(said), name).toContain(200);
    }
  }, 90_000);
});

describe('EDGE-12 bodies that are too much', () => {
  const limit = 65_536;
  const json = (n: number) => `{"a":"${'x'.repeat(n - 8)}"}`;

  it('one byte over the limit is refused, the limit itself is not', async () => {
    const at = await talk(real, [post(`content-length: ${limit}`), json(limit)]);
    const over = await talk(real, [post(`content-length: ${limit + 1}`), json(limit + 1)]);
    expect([statuses(at), statuses(over)]).toEqual([[200], [413]]);
  });

  function* chunks(megabytes: number) {
    yield post('transfer-encoding: chunked');
    yield '7\r\n{"a":"x\r\n';
    const chunk = Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`);
    for (let i = 0; i < megabytes * 16; i++) yield chunk;
    yield '2\r\n"}\r\n0\r\n\r\n';
  }

  /** 10 MB of gzip that unpack to 10 GB: one megabyte of zeros, compressed once and repeated. */
  function* bomb() {
    const length = 10_000;
    const block = deflateRawSync(Buffer.alloc(1 << 20), { finishFlush: constants.Z_FULL_FLUSH });
    yield post('transfer-encoding: chunked', 'content-encoding: gzip');
    yield 'a\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03\r\n';
    const chunk = Buffer.concat([
      Buffer.from(`${block.length.toString(16)}\r\n`),
      block,
      Buffer.from('\r\n'),
    ]);
    for (let i = 0; i < length; i++) yield chunk;
  }

  it('without a length and without an end: 413, the connection is cut, memory does not grow by 20 MB', async () => {
    await talk(real, chunks(1));
    const before = await rss(real);
    for (let i = 0; i < 3; i++) {
      const said = await heard(real, () => chunks(40));
      expect(statuses(said)).toEqual([413]);
      expect(said.closed).toBe(true);
    }
    expect(await growth(real, before)).toBeLessThan(allowed);
  }, 30_000);

  it('a gzip bomb of 10 MB for 10 GB: 415 unread, memory does not grow by 20 MB', async () => {
    const before = await rss(real);
    for (let i = 0; i < 3; i++) expect(statuses(await heard(real, bomb))).toEqual([415]);
    expect(await growth(real, before)).toBeLessThan(allowed);
  }, 30_000);

  it('ten senders at once, and others are served meanwhile', async () => {
    const before = await rss(real);
    const senders = Array.from({ length: 10 }, () => heard(real, () => chunks(10)));
    const other = await talk(real, [canary], { enough: 1 });
    expect(statuses(other)).toEqual([200]);
    for (const said of await Promise.all(senders)) expect(statuses(said)).toEqual([413]);
    expect(await growth(real, before)).toBeLessThan(allowed);
  }, 30_000);

  it('control: the weak twin keeps all of it', async () => {
    const before = await rss(weak);
    expect(statuses(await talk(weak, chunks(70), { enough: 1 }))).toEqual([200]);
    expect(await growth(weak, before)).toBeGreaterThan(allowed);
    const packed = await talk(weak, bomb(), { enough: 1 });
    expect(packed.sent).toBeLessThan(15_000_000);
    expect(await growth(weak, before)).toBeGreaterThan(allowed);
  }, 60_000);
});
