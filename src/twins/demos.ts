// The text form of each demo, from its demo.ts: what it lets a reader do, and where it runs. One line a demo.
import { about as firstRequest } from '#demos/first-request/demo.ts';
import { about as lab } from '#demos/lab/demo.ts';
import { about as ledger } from '#demos/ledger/demo.ts';
import { about as postgres } from '#demos/postgres/demo.ts';
import { about as sandbox } from '#demos/sandbox/demo.ts';

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
  Ledger: form(ledger),
} as const;
