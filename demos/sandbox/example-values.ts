// What the fields begin with: values from the example data, so that every operation answers at the first press.
import { documents, examplePassword, users } from '#api/storage/examples.ts';
import { keyOf, type Values } from './draft.ts';
import type { Field, Operation } from './operations.ts';

const byOperation: Readonly<Record<string, Values>> = {
  'sessions.start': {
    'body.email': users.carl.email,
    'body.password': examplePassword,
    'body.device': 'the sandbox',
  },
  'me.change-password': { 'body.current': examplePassword, 'body.next': 'nine green boats drift home' },
  'users.add': {
    'body.email': 'nora@aster.example',
    'body.name': 'Nora Falk',
    'body.role': 'contributor',
    'body.department': 'operations',
    'body.password': 'four slow trains arrive',
  },
  'users.change': { 'path.id': users.vera.id, 'body.role': 'contributor' },
  'documents.create': {
    'body.title': 'Notes from the sandbox',
    'body.body': 'Written in the reader’s own browser.',
    'body.department': 'operations',
    'body.classification': 'internal',
  },
  'documents.read': { 'path.id': documents.handbook.id },
  'documents.update': {
    'path.id': documents.handbook.id,
    'body.version': '1',
    'body.title': 'Driver handbook, second edition',
  },
  'documents.delete': { 'path.id': documents.incident.id },
  'documents.lock': { 'path.id': documents.timetable.id, 'body.locked': 'true' },
  'documents.transfer': {
    'path.id': documents.timetable.id,
    'body.version': '1',
    'body.ownerId': users.cleo.id,
  },
  'intake.create': {
    'body.text':
      'Hello, order AB-20417 arrived with a broken pallet yesterday. Please refund 84.50 EUR by Friday. Thanks, Mia',
  },
  'policies.create': { 'body.method': 'guarantee', 'body.alpha': '0.03', 'body.delta': '0.1' },
  'review.lease': { 'body.keep': 'true' },
  'review.decide': { 'body.action': 'approve' },
  'review.batch': { 'body.action': 'approve', 'body.reason': 'Read one by one.' },
};

/** Idempotency keys are made anew at each call: `makeKey` gives one. */
export function exampleValues(operation: Operation, makeKey: () => string): Values {
  const own = byOperation[operation.id] ?? {};
  const keys = operation.fields.filter(({ name }) => name.toLowerCase() === 'idempotency-key');
  return { ...own, ...Object.fromEntries(keys.map((field) => [keyOf(field), makeKey()])) };
}

export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

const papers = Object.values(documents).map(({ id, title, owner, classification, locked }) => ({
  value: id,
  label: `${title} (${users[owner].name}, ${classification}${locked ? ', locked' : ''})`,
}));
const people = Object.values(users).map(({ id, name, role, email }) => ({
  value: id,
  label: `${name} (${role}, ${email.split('@')[1]?.split('.')[0]})`,
}));

/** Values of the example data that fit a field. */
export function suggestions(operation: Operation, field: Field): readonly Suggestion[] {
  if (field.format !== 'uuid') return [];
  if (['ownerId', 'owner', 'after'].includes(field.name)) return people;
  if (operation.group === 'documents') return papers;
  return operation.group === 'users' ? people : [];
}
