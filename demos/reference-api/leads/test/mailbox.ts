// A real SMTP server on this machine that keeps what it is given, byte for byte, or refuses while `down`.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  readonly url: string;
  /** Raw messages in the order of their arrival. */
  readonly messages: string[];
  /** Refuses every message with a temporary fault (451). */
  down: boolean;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const messages: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (box.down) return done(Object.assign(new Error('Down for the test'), { responseCode: 451 }));
        messages.push(Buffer.concat(parts).toString('utf8'));
        done();
      });
    },
  });
  // A sender that is killed within a letter: what came of it is not kept.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const box: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    down: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return box;
}
