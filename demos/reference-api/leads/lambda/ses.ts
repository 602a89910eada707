// The mail port over Amazon SES v2. SES writes the Message-ID itself, so a repetition is known by the reference in the subject.
import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from '../ports.ts';

/** @param client made with maxAttempts 1: trying again is the notifier's business, which writes each try down */
export const sesMail = (client: SESv2Client, from: string, to: string): Mail => ({
  async send({ replyTo, subject, text }) {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        ReplyToAddresses: [replyTo.address],
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            Body: { Text: { Data: text, Charset: 'UTF-8' } },
          },
        },
      }),
    );
  },
});
