// The API's own contracts that this demo shows: one entry each, the imported schema beside the text of its file. A contract
// that is not built yet joins by one more entry.
import '../runtime/tab/jitless.ts';
import type { z } from 'zod';
import { createContract, updateContract } from '#api/documents/contract.ts';
import documentsFile from '#api/documents/contract.ts?raw';
import { signInContract } from '#api/identity/contract.ts';
import identityFile from '#api/identity/contract.ts?raw';
import { longest } from '#api/identity/password-policy.ts';
import { createIntake, fields } from '#api/intake/contract.ts';
import intakeFile from '#api/intake/contract.ts?raw';
import { intents, urgencies } from '#api/intake/model/phrases.ts';
import { lead } from '#api/leads/contract.ts';
import leadsFile from '#api/leads/contract.ts?raw';
import { examplePassword, users } from '#api/storage/examples.ts';
import { excerpt } from './excerpt.ts';

export interface Example {
  readonly name: string;
  readonly text: string;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly signedIn: boolean;
}

export interface Contract {
  readonly title: string;
  readonly schema: z.ZodType;
  /** Where it stands, from the top of the repository. */
  readonly path: string;
  readonly source: string;
  /** The call whose body it is, or why no call has it as its body, and where it is at work. */
  readonly call:
    | Call
    | { readonly why: string; readonly go: { readonly href: string; readonly text: string } };
  /** The first one is accepted: generators begin with it. */
  readonly examples: readonly [Example, ...Example[]];
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const owner = '01900000-0000-7000-8000-00000000001a';

export const contracts = {
  'sign-in': {
    title: 'Sign in',
    schema: signInContract.body,
    path: 'demos/reference-api/identity/contract.ts',
    source: excerpt({
      file: identityFile,
      contract: 'signInContract',
      part: 'body',
      imports: [{ name: 'longest', value: longest, from: 'password-policy.ts' }],
    }),
    call: { method: 'POST', path: '/v1/sessions', signedIn: false },
    examples: [
      {
        name: 'What a form sends',
        text: json({ email: 'Vera@Aster.example', password: examplePassword }),
      },
      {
        name: 'A slip of the hand',
        text: json({ email: 'vera@aster', password: '', device: 'Vera’s laptop' }),
      },
      {
        name: 'Someone who tries',
        text: json({ email: users.vera.email, password: 'a guess', role: 'admin' }),
      },
    ],
  },
  'new-document': {
    title: 'Create a document',
    schema: createContract.body,
    path: 'demos/reference-api/documents/contract.ts',
    source: excerpt({ file: documentsFile, contract: 'createContract', part: 'body' }),
    call: { method: 'POST', path: '/v1/documents', signedIn: true },
    examples: [
      {
        name: 'What a form sends',
        text: json({
          title: 'Plan for the summer',
          body: 'Three routes, two depots.',
          department: 'operations',
        }),
      },
      {
        name: 'Half filled in',
        text: json({ title: '', body: 'Later.', department: 'Operations', classification: 'secret' }),
      },
      {
        name: 'More than was asked',
        text: json({
          title: 'Mine now',
          body: '',
          department: 'finance',
          ownerId: owner,
          locked: false,
          version: 99,
        }),
      },
    ],
  },
  'document-change': {
    title: 'Change a document',
    schema: updateContract.body,
    path: 'demos/reference-api/documents/contract.ts',
    source: excerpt({ file: documentsFile, contract: 'updateContract', part: 'body' }),
    call: { method: 'PATCH', path: '/v1/documents/{id}', signedIn: true },
    examples: [
      { name: 'A new title', text: json({ version: 1, title: 'Plan for the autumn' }) },
      { name: 'Nothing changed', text: json({ version: 1 }) },
      { name: 'A version in quotes', text: json({ version: '1', classification: 'public' }) },
    ],
  },
  intake: {
    title: 'Hand in a message',
    schema: createIntake.body,
    path: 'demos/reference-api/intake/contract.ts',
    source: excerpt({ file: intakeFile, contract: 'createIntake', part: 'body' }),
    call: { method: 'POST', path: '/v1/intake', signedIn: true },
    examples: [
      {
        name: 'A message',
        text: json({ text: 'Order LB-48213 arrived broken, please refund 24.90.', manual: true }),
      },
      { name: 'Two things at once', text: json({ text: 'One message.', json: { text: 'And another.' } }) },
      {
        name: 'With its verdict enclosed',
        text: json({ text: 'Refund me.', confidence: 0.99, approved: true }),
      },
    ],
  },
  'model-answer': {
    title: 'What the model answers',
    schema: fields,
    path: 'demos/reference-api/intake/contract.ts',
    source: excerpt({
      file: intakeFile,
      contract: 'fields',
      imports: [
        { name: 'intents', value: intents, from: 'model/phrases.ts' },
        { name: 'urgencies', value: urgencies, from: 'model/phrases.ts' },
      ],
    }),
    call: {
      why: 'No caller sends this. It is what a language model gets as its output format, and what every answer of one is held to: an answer that does not fit is never approved without a person. See it at work in',
      go: { href: '/ai-layer/', text: 'the AI layer' },
    },
    examples: [
      {
        name: 'A whole answer',
        text: json({
          intent: 'refund',
          urgency: 'normal',
          orderNumber: 'LB-48213',
          amountCents: 2490,
          date: null,
        }),
      },
      {
        name: 'Nearly right',
        text: json({
          intent: 'Refund',
          urgency: 'normal',
          orderNumber: '48213',
          amountCents: 24.9,
          date: '12 March',
        }),
      },
      {
        name: 'One that approves itself',
        text: json({
          intent: 'refund',
          urgency: 'normal',
          orderNumber: null,
          amountCents: 2490,
          date: null,
          confidence: 0.99,
          approved: true,
        }),
      },
    ],
  },
  lead: {
    title: 'Start a project',
    schema: lead,
    path: 'demos/reference-api/leads/contract.ts',
    source: excerpt({ file: leadsFile, contract: 'lead' }),
    call: {
      why: 'This travels inside the body of POST /v1/leads, beside a proof of work that its form makes. The same contract reads it on both sides. Send it from',
      go: { href: '/start/', text: 'Start a project' },
    },
    examples: [
      {
        name: 'What the form sends',
        text: json({
          building: 'A portal for our depots.',
          stage: 'idea',
          name: 'Ada Novak',
          email: 'ada@aster.example',
          time: 'this-quarter',
        }),
      },
      {
        name: 'In a hurry',
        text: json({ building: ' ', stage: 'soon', name: 'A', email: 'ada at aster' }),
      },
      {
        name: 'With a price of its own',
        text: json({
          building: 'Everything',
          stage: 'idea',
          name: 'Mallory',
          email: 'm@evil.example',
          discount: 100,
        }),
      },
    ],
  },
} as const satisfies Readonly<Record<string, Contract>>;

export type ContractId = keyof typeof contracts;
export const contractIds = Object.keys(contracts) as readonly ContractId[];
export const contractOf = (id: ContractId): Contract => contracts[id];
