// /api/* of the local server: the reference API as a process of its own, started at the first call and ended with the server.
import { type ChildProcess, spawn } from 'node:child_process';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';

/** From the top of the repository, where every script runs. */
const program = 'demos/reference-api/main.ts';
const patience = 60_000;

export interface LocalApi {
  /** Passes the call on without `/api`; 502 in words when the service does not start. */
  pass(asked: IncomingMessage, answer: ServerResponse): Promise<void>;
  /** Where it listens; starts it when it does not. */
  origin(): Promise<string>;
  stop(): void;
}

/** @param env for the service, beside its own settings: `SMTP_URL` sends leads by mail */
export function localApi(env: Readonly<Record<string, string | undefined>> = process.env): LocalApi {
  let child: ChildProcess | null = null;
  let port: Promise<number> | null = null;

  function start(): Promise<number> {
    const given = Object.fromEntries(
      ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'LEADS_FROM', 'LEADS_TO', 'LEADS_ORIGINS']
        .map((name) => [name, env[name]])
        .filter(([, value]) => value !== undefined),
    );
    const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
      env: { PATH: process.env['PATH'], MODE: 'development', PORT: '0', ...given },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('it did not listen in time')), patience);
      let output = '';
      started.stdout.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-100_000);
        const listening = /^\{.*"event":"listening".*\}$/m.exec(output);
        if (!listening) return;
        clearTimeout(timer);
        resolve(JSON.parse(listening[0]).port);
      });
      started.once('exit', (code) => {
        clearTimeout(timer);
        port = null;
        reject(new Error(`it ended with ${code}`));
      });
    });
  }

  return {
    async origin() {
      port ??= start();
      return `http://127.0.0.1:${await port}`;
    },
    async pass(asked, answer) {
      port ??= start();
      try {
        const to = await port;
        await new Promise<void>((done, failed) => {
          const passed = request(
            {
              host: '127.0.0.1',
              port: to,
              method: asked.method,
              path: asked.url?.slice('/api'.length),
              headers: asked.headers,
            },
            (reply) => {
              answer.writeHead(reply.statusCode ?? 502, reply.headers);
              reply.pipe(answer).once('close', done);
            },
          );
          passed.once('error', failed);
          asked.pipe(passed);
        });
      } catch (error) {
        if (answer.headersSent) return void answer.destroy();
        answer.writeHead(502, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
        answer.end(
          JSON.stringify({
            type: 'about:blank',
            title: 'The reference API does not run beside this server.',
            status: 502,
            detail: error instanceof Error ? error.message : String(error),
          }),
        );
      }
    },
    stop() {
      child?.kill('SIGTERM');
      child = null;
    },
  };
}
