// For tests: a server on this machine that speaks as much of the OpenAI protocol as is called, and misbehaves as it is told to.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const good = {
  intent: 'cancellation',
  urgency: 'normal',
  orderNumber: 'LB-48213',
  amountCents: null,
  date: null,
};

/** Tokens of four characters, each with this probability. */
export const tokensOf = (content: string, logprob: unknown = -0.001) =>
  (content.match(/[\s\S]{1,4}/g) ?? []).map((token) => ({ token, logprob, bytes: null, top_logprobs: [] }));

/** An answer in the protocol's envelope. `logprobs` null: the model gave none. */
export const envelope = (content: unknown, logprobs: unknown = undefined): string =>
  JSON.stringify({
    id: 'x',
    object: 'chat.completion',
    created: 1,
    model: 'stub-1',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content },
        logprobs:
          logprobs === undefined && typeof content === 'string' ? { content: tokensOf(content) } : logprobs,
      },
    ],
    usage: { prompt_tokens: 90, completion_tokens: 10, total_tokens: 100 },
  });

export type Act = (response: ServerResponse, body: string) => void;

export const says =
  (text: string, status = 200, headers: Record<string, string> = {}): Act =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  };

export interface ModelStub {
  readonly url: string;
  /** Bodies of the calls so far. */
  readonly calls: string[];
  readonly heads: IncomingHttpHeaders[];
  /** What it does next: one act a call, the last one from then on. */
  will(...acts: readonly Act[]): void;
  close(): Promise<void>;
}

export async function modelStub(): Promise<ModelStub> {
  let acts: readonly Act[] = [says(envelope(JSON.stringify(good)))];
  let next = 0;
  const calls: string[] = [];
  const heads: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk;
    });
    request.on('end', () => {
      calls.push(body);
      heads.push(request.headers);
      const act = acts[Math.min(next, acts.length - 1)] as Act;
      next += 1;
      act(response, body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    heads,
    will(...given) {
      acts = given;
      next = 0;
      calls.length = 0;
      heads.length = 0;
    },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
