// The text form of each demo, from its demo.ts: what it lets a reader do, and where it runs. One line a demo.
import { about as firstRequest } from '#demos/first-request/demo.ts';
import { about as lab } from '#demos/lab/demo.ts';
import { about as leadList } from '#demos/lead-list/demo.ts';
import { about as sandbox } from '#demos/sandbox/demo.ts';
import { about as start } from '#demos/start/demo.ts';

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
  Sandbox: form(sandbox),
  Lab: form(lab),
  LinkBuilder: () =>
    '> A link to the form is made here: what it is about, where it comes from; as text and as a QR code.',
  LeadList: form(leadList),
  Start: () =>
    `> **${start.title}.** ${start.text}\n>\n> The form stands on the page itself and needs JavaScript; the mail link below needs none.`,
} as const;
