// SES v2 over HTTP, as far as sending goes: keeps what it is given, or refuses while `down`.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';

interface SentMail {
  readonly FromEmailAddress: string;
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly ReplyToAddresses: readonly string[];
  readonly Content: { readonly Simple: { Subject: { Data: string }; Body: { Text: { Data: string } } } };
}

export async function openSes() {
  const mails: SentMail[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    response.setHeader('content-type', 'application/json');
    if (box.down) return response.writeHead(503).end('{"message":"Down for the test"}');
    if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails')
      return response.writeHead(404).end('{}');
    mails.push(JSON.parse(Buffer.concat(parts).toString('utf8')));
    return response.end(JSON.stringify({ MessageId: String(mails.length) }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const client = new SESv2Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const box = {
    mails,
    client,
    down: false,
    async close() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return box;
}
