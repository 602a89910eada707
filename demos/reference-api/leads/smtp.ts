// The mail port over SMTP (RFC 5321), by nodemailer, which builds and folds the headers from parts.
import { createTransport } from 'nodemailer';
import type { Mail } from './ports.ts';

export interface SmtpOptions {
  /** smtps://user:password@host:465, or smtp://host:port for a catcher on this machine. */
  readonly url: string;
  readonly from: string;
  readonly to: string;
}

export function smtpMail({ url, from, to }: SmtpOptions): Mail {
  const transport = createTransport(url, {
    // nodemailer's own are minutes.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as object);
  return {
    async send({ messageId, replyTo, subject, text }) {
      await transport.sendMail({ from, to, replyTo, messageId, subject, text });
    },
  };
}
