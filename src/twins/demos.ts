// The text form of each demo, from its demo.ts: what it lets a reader do, and where it runs. One line a demo.
import { about as attacks } from '#demos/attacks/demo.ts';
import { about as audit } from '#demos/audit/demo.ts';
import { about as firstRequest } from '#demos/first-request/demo.ts';
import { about as lab } from '#demos/lab/demo.ts';
import { about as leadList } from '#demos/lead-list/demo.ts';
import { about as ledger } from '#demos/ledger/demo.ts';
import { about as postgres } from '#demos/postgres/demo.ts';
import { about as reviewQueue } from '#demos/review-queue/demo.ts';
import { about as router } from '#demos/router/demo.ts';
import { about as sandbox } from '#demos/sandbox/demo.ts';
import { about as start } from '#demos/start/demo.ts';
import { about as tokens } from '#demos/tokens/demo.ts';
import { about as validation } from '#demos/validation/demo.ts';

interface About {
  readonly figure: string;
  readonly title: string;
  /** What can be done with it, in a sentence or two; Markdown. */
  readonly text: string;
}

const form =
  ({ figure, title, text }: About) =>
  () =>
    `> **${figure}: ${title}.** ${text}\n>\n> It runs on the page itself, in a browser with JavaScript.`;

export const demoForms = {
  FirstRequest: form(firstRequest),
  Postgres: form(postgres),
  Sandbox: form(sandbox),
  Lab: form(lab),
  Tokens: form(tokens),
  Validation: form(validation),
  Attacks: form(attacks),
  Audit: form(audit),
  Router: form(router),
  Ledger: form(ledger),
  ReviewQueue: form(reviewQueue),
  LinkBuilder: () =>
    '> A link to the form is made here: what it is about, where it comes from; as text and as a QR code.',
  LeadList: form(leadList),
  Start: () =>
    `> **${start.title}.** ${start.text}\n>\n> The form stands on the page itself and needs JavaScript; the mail link below needs none.`,
} as const;
