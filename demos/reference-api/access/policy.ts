// Who may do what, as data: the page shows this table, the expected matrix is held against it, and decide.ts runs it.
// Reading order: any deny that matches wins, then any allow that matches, then no. Row security in 0001-tenants.sql says the
// same once more in SQL; a change here is a change there.

export const roles = ['viewer', 'contributor', 'reviewer', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What a rule asks of the caller and the thing: facts about both, and only these. */
export const conditions = [
  'other-organisation',
  'owner',
  'not-owner',
  'same-department',
  'other-department',
  'confidential',
  'not-confidential',
  'locked',
] as const;
export type Condition = (typeof conditions)[number];

/** On one document. A longer name is one field: it is asked beside the shorter one. */
const onDocument = [
  'documents.read',
  'documents.read.body',
  'documents.update',
  'documents.update.title',
  'documents.update.body',
  'documents.update.classification',
  'documents.update.department',
  'documents.delete',
  'documents.lock',
  'documents.transfer',
] as const;

const onQueue = [
  'review.list',
  'review.claim',
  'review.lease',
  'review.decide',
  'review.undo',
  'review.patterns',
  'review.batch',
] as const;

/** A route's id, or one field of it. */
export const actions = [
  'documents.list',
  'documents.create',
  ...onDocument,
  'users.list',
  'users.add',
  'users.change',
  'audit.list',
  'audit.head',
  'intake.create',
  'intake.list',
  'intake.read',
  'intake.replay',
  'policies.list',
  'policies.create',
  ...onQueue,
  'leads.list',
  'me.read',
  'me.change-password',
  'sessions.list',
  'sessions.end',
  'sessions.end-current',
] as const;
export type Action = (typeof actions)[number];

export interface Rule {
  /** Goes into the decision log and, in sandbox and test builds, into the answer. */
  readonly id: string;
  readonly effect: 'allow' | 'deny';
  readonly actions: readonly Action[];
  readonly roles: readonly Role[];
  /** All of them must hold. */
  readonly when: readonly Condition[];
  /** The answer is that of a thing that does not exist (404): its existence is itself a secret. Otherwise 403. */
  readonly hides?: true;
  readonly reason: string;
}

const everyone = roles;
const authors = ['contributor', 'reviewer'] as const satisfies readonly Role[];

// #region documents
const documents: readonly Rule[] = [
  {
    id: 'documents.hidden',
    effect: 'deny',
    actions: onDocument,
    roles: ['viewer', 'contributor'],
    when: ['confidential', 'not-owner', 'other-department'],
    hides: true,
    reason: "Another department's confidential document is not there for viewers and contributors.",
  },
  {
    id: 'documents.locked',
    effect: 'deny',
    actions: [
      'documents.update',
      'documents.update.title',
      'documents.update.body',
      'documents.update.classification',
      'documents.update.department',
      'documents.delete',
      'documents.transfer',
    ],
    roles: everyone,
    when: ['locked'],
    reason: 'It is locked: nobody changes it before it is unlocked, admins included.',
  },
  {
    id: 'documents.transfer.last-reader',
    effect: 'deny',
    actions: ['documents.transfer'],
    roles: ['contributor'],
    when: ['confidential', 'other-department'],
    reason: 'Who would no longer see it afterwards cannot hand it over; an admin can.',
  },
  {
    id: 'documents.list.member',
    effect: 'allow',
    actions: ['documents.list'],
    roles: everyone,
    when: [],
    reason: 'Every member may list; each row is decided for itself.',
  },
  {
    id: 'documents.create.department',
    effect: 'allow',
    actions: ['documents.create'],
    roles: authors,
    when: ['owner', 'same-department'],
    reason: 'Contributors and reviewers write in their own department, in their own name.',
  },
  {
    id: 'documents.create.admin',
    effect: 'allow',
    actions: ['documents.create'],
    roles: ['admin'],
    when: ['owner'],
    reason: 'Admins write in any department, in their own name.',
  },
  {
    id: 'documents.read.member',
    effect: 'allow',
    actions: ['documents.read'],
    roles: everyone,
    when: [],
    reason: 'Members read what is not hidden from them.',
  },
  {
    id: 'documents.read.body.open',
    effect: 'allow',
    actions: ['documents.read.body'],
    roles: everyone,
    when: ['not-confidential'],
    reason: 'The text of what is not confidential is for every member.',
  },
  {
    id: 'documents.read.body.owner',
    effect: 'allow',
    actions: ['documents.read.body'],
    roles: everyone,
    when: ['owner'],
    reason: 'Owners read their own text.',
  },
  {
    id: 'documents.read.body.department',
    effect: 'allow',
    actions: ['documents.read.body'],
    roles: everyone,
    when: ['same-department'],
    reason: 'A department reads its own confidential text.',
  },
  {
    id: 'documents.read.body.reviewer',
    effect: 'allow',
    actions: ['documents.read.body'],
    roles: ['reviewer'],
    when: [],
    reason: 'Reviewers read every text. Admins do not: they run the organisation without reading along.',
  },
  {
    id: 'documents.update.owner',
    effect: 'allow',
    actions: ['documents.update', 'documents.update.title', 'documents.update.body'],
    roles: [...authors, 'admin'],
    when: ['owner'],
    reason: 'Owners change title and text of their own.',
  },
  {
    id: 'documents.update.reviewer',
    effect: 'allow',
    actions: ['documents.update', 'documents.update.title', 'documents.update.classification'],
    roles: ['reviewer'],
    when: ['same-department'],
    reason: 'Reviewers put titles and classifications of their department right.',
  },
  {
    id: 'documents.update.admin',
    effect: 'allow',
    actions: [
      'documents.update',
      'documents.update.title',
      'documents.update.classification',
      'documents.update.department',
    ],
    roles: ['admin'],
    when: [],
    reason: 'Admins change everything but the text.',
  },
  {
    id: 'documents.delete.owner',
    effect: 'allow',
    actions: ['documents.delete'],
    roles: authors,
    when: ['owner'],
    reason: 'Owners delete their own.',
  },
  {
    id: 'documents.delete.admin',
    effect: 'allow',
    actions: ['documents.delete'],
    roles: ['admin'],
    when: [],
    reason: 'Admins delete.',
  },
  {
    id: 'documents.lock.reviewer',
    effect: 'allow',
    actions: ['documents.lock'],
    roles: ['reviewer'],
    when: ['same-department'],
    reason: 'Reviewers lock and unlock in their department.',
  },
  {
    id: 'documents.lock.admin',
    effect: 'allow',
    actions: ['documents.lock'],
    roles: ['admin'],
    when: [],
    reason: 'Admins lock and unlock.',
  },
  {
    id: 'documents.transfer.owner',
    effect: 'allow',
    actions: ['documents.transfer'],
    roles: authors,
    when: ['owner'],
    reason: 'Owners hand over their own.',
  },
  {
    id: 'documents.transfer.admin',
    effect: 'allow',
    actions: ['documents.transfer'],
    roles: ['admin'],
    when: [],
    reason: 'Admins hand over.',
  },
];
// #endregion

// The owner of an account or of a session is the person it stands for.
const people: readonly Rule[] = [
  {
    id: 'users.change.self',
    effect: 'deny',
    actions: ['users.change'],
    roles: everyone,
    when: ['owner'],
    reason: 'Nobody changes their own role, department or status: the last admin could lock everyone out.',
  },
  {
    id: 'users.admin',
    effect: 'allow',
    actions: ['users.list', 'users.add', 'users.change'],
    roles: ['admin'],
    when: [],
    reason: 'Admins manage accounts.',
  },
  {
    id: 'audit.admin',
    effect: 'allow',
    actions: ['audit.list', 'audit.head'],
    roles: ['admin'],
    when: [],
    reason: 'Admins read the trail.',
  },
  {
    id: 'leads.admin',
    effect: 'allow',
    actions: ['leads.list'],
    roles: ['admin'],
    when: [],
    reason: 'Admins read what was sent to their organisation.',
  },
  {
    id: 'own',
    effect: 'allow',
    actions: ['me.read', 'me.change-password', 'sessions.list', 'sessions.end', 'sessions.end-current'],
    roles: everyone,
    when: ['owner'],
    reason: 'Everyone manages their own account and sessions.',
  },
];

// The owner of an input is who sent it in; of a queued item too, and of one that waits for its second person, who decided first.
const pipeline: readonly Rule[] = [
  {
    id: 'intake.member',
    effect: 'allow',
    actions: ['intake.create', 'intake.list'],
    roles: ['contributor', 'reviewer', 'admin'],
    when: [],
    reason: 'Everyone but viewers sends messages in, and sees how far they are.',
  },
  {
    id: 'intake.own',
    effect: 'allow',
    actions: ['intake.read', 'intake.replay'],
    roles: ['contributor'],
    when: ['owner'],
    reason: 'Contributors read what they sent in.',
  },
  {
    id: 'intake.reviewer',
    effect: 'allow',
    actions: ['intake.read', 'intake.replay', 'policies.list'],
    roles: ['reviewer', 'admin'],
    when: [],
    reason: 'Reviewers and admins read what came in, and by which rules it is routed.',
  },
  {
    id: 'policies.admin',
    effect: 'allow',
    actions: ['policies.create'],
    roles: ['admin'],
    when: [],
    reason: 'Admins set the rules of routing.',
  },
  {
    id: 'review.own',
    effect: 'deny',
    actions: ['review.decide', 'review.undo', 'review.batch'],
    roles: everyone,
    when: ['owner'],
    reason: 'Nobody decides what is their own: neither what they sent in nor what they decided first.',
  },
  {
    id: 'review.reviewer',
    effect: 'allow',
    actions: onQueue,
    roles: ['reviewer', 'admin'],
    when: [],
    reason: 'Reviewers and admins work the queue off.',
  },
];

export const policy: readonly Rule[] = [
  {
    id: 'other-organisation',
    effect: 'deny',
    actions,
    roles: everyone,
    when: ['other-organisation'],
    hides: true,
    reason: 'What belongs to another organisation is not there.',
  },
  ...documents,
  ...people,
  ...pipeline,
];
