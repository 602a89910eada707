// For tests: who may do what, written by hand and not from the policy. The unit tests hold decide() against it, the service
// tests the whole service, once without decide() and once without row security.
import type { Decide, Resource, Subject } from './evaluate.ts';
import { type Action, type Role, roles } from './policy.ts';

/** What is asked of each role in each situation. y allowed, n refused in the open (403), - hidden (404). v c r a. */
const expected: Readonly<Record<string, readonly [situation: string, answers: string][]>> = {
  'documents.list': [['collection', 'y y y y']],
  'documents.create': [
    ['owner here open', 'n y y y'],
    ['owner here confidential', 'n y y y'],
    ['owner elsewhere open', 'n n n y'],
    ['owner elsewhere confidential', 'n n n y'],
    ['other here open', 'n n n n'],
    ['other here confidential', 'n n n n'],
    ['other elsewhere open', 'n n n n'],
    ['other elsewhere confidential', 'n n n n'],
  ],
  'documents.read': [
    ['owner here open', 'y y y y'],
    ['owner here confidential', 'y y y y'],
    ['owner elsewhere open', 'y y y y'],
    ['owner elsewhere confidential', 'y y y y'],
    ['other here open', 'y y y y'],
    ['other here confidential', 'y y y y'],
    ['other elsewhere open', 'y y y y'],
    ['other elsewhere confidential', '- - y y'],
  ],
  'documents.read.body': [
    ['owner here open', 'y y y y'],
    ['owner here confidential', 'y y y y'],
    ['owner elsewhere open', 'y y y y'],
    ['owner elsewhere confidential', 'y y y y'],
    ['other here open', 'y y y y'],
    ['other here confidential', 'y y y y'],
    ['other elsewhere open', 'y y y y'],
    ['other elsewhere confidential', '- - y n'],
  ],
  'documents.update documents.update.title': [
    ['owner here open', 'n y y y'],
    ['owner here confidential', 'n y y y'],
    ['owner elsewhere open', 'n y y y'],
    ['owner elsewhere confidential', 'n y y y'],
    ['other here open', 'n n y y'],
    ['other here confidential', 'n n y y'],
    ['other elsewhere open', 'n n n y'],
    ['other elsewhere confidential', '- - n y'],
  ],
  'documents.update.body': [
    ['owner here open', 'n y y y'],
    ['owner here confidential', 'n y y y'],
    ['owner elsewhere open', 'n y y y'],
    ['owner elsewhere confidential', 'n y y y'],
    ['other here open', 'n n n n'],
    ['other here confidential', 'n n n n'],
    ['other elsewhere open', 'n n n n'],
    ['other elsewhere confidential', '- - n n'],
  ],
  'documents.update.classification documents.lock': [
    ['owner here open', 'n n y y'],
    ['owner here confidential', 'n n y y'],
    ['owner elsewhere open', 'n n n y'],
    ['owner elsewhere confidential', 'n n n y'],
    ['other here open', 'n n y y'],
    ['other here confidential', 'n n y y'],
    ['other elsewhere open', 'n n n y'],
    ['other elsewhere confidential', '- - n y'],
  ],
  'documents.update.department': [
    ['owner here open', 'n n n y'],
    ['owner here confidential', 'n n n y'],
    ['owner elsewhere open', 'n n n y'],
    ['owner elsewhere confidential', 'n n n y'],
    ['other here open', 'n n n y'],
    ['other here confidential', 'n n n y'],
    ['other elsewhere open', 'n n n y'],
    ['other elsewhere confidential', '- - n y'],
  ],
  'documents.delete': [
    ['owner here open', 'n y y y'],
    ['owner here confidential', 'n y y y'],
    ['owner elsewhere open', 'n y y y'],
    ['owner elsewhere confidential', 'n y y y'],
    ['other here open', 'n n n y'],
    ['other here confidential', 'n n n y'],
    ['other elsewhere open', 'n n n y'],
    ['other elsewhere confidential', '- - n y'],
  ],
  'documents.transfer': [
    ['owner here open', 'n y y y'],
    ['owner here confidential', 'n y y y'],
    ['owner elsewhere open', 'n y y y'],
    ['owner elsewhere confidential', 'n n y y'],
    ['other here open', 'n n n y'],
    ['other here confidential', 'n n n y'],
    ['other elsewhere open', 'n n n y'],
    ['other elsewhere confidential', '- - n y'],
  ],
  'intake.create intake.list': [['collection', 'n y y y']],
  'intake.read intake.replay': [
    ['owner account', 'n y y y'],
    ['other account', 'n n y y'],
  ],
  'policies.list review.list review.claim review.lease review.patterns': [['collection', 'n n y y']],
  'policies.create': [['collection', 'n n n y']],
  'review.decide review.undo review.batch': [
    ['owner account', 'n n n n'],
    ['other account', 'n n y y'],
  ],
  'users.list users.add audit.list audit.head leads.list': [['collection', 'n n n y']],
  'users.change': [
    ['owner account', 'n n n n'],
    ['other account', 'n n n y'],
  ],
  'me.read me.change-password sessions.list sessions.end sessions.end-current': [
    ['owner account', 'y y y y'],
    ['other account', 'n n n n'],
  ],
};

/** Nobody changes what is locked: allowed becomes refused; the rest of the table stays. */
const lockStops = new Set<string>([
  'documents.update',
  'documents.update.title',
  'documents.update.body',
  'documents.update.classification',
  'documents.update.department',
  'documents.delete',
  'documents.transfer',
]);

export interface Case {
  readonly name: string;
  /** owner or other; here or elsewhere: the caller's department or not; open or confidential. */
  readonly situation: string;
  readonly variant: 'plain' | 'locked' | 'foreign' | 'none' | 'public';
  readonly action: Action;
  readonly subject: Subject;
  readonly resource: Resource | null;
  readonly answer: 'y' | 'n' | '-';
}

export const subjectOf = (role: Role): Subject => ({
  user: 'me',
  organisation: 'ours',
  role,
  department: 'sales',
});

export function resourceOf(situation: string, locked: boolean): Resource {
  const is = (word: string) => situation.split(' ').includes(word);
  const attributes = is('here') || is('elsewhere');
  return {
    organisation: 'ours',
    owner: is('collection') ? null : is('owner') ? 'me' : 'you',
    department: attributes ? (is('here') ? 'sales' : 'law') : null,
    classification: attributes ? (is('confidential') ? 'confidential' : 'internal') : null,
    locked,
  };
}

export const cases: readonly Case[] = Object.entries(expected).flatMap(([names, rows]) =>
  names.split(' ').flatMap((action) =>
    rows.flatMap(([situation, answers]) =>
      roles.flatMap((role, column): Case[] => {
        const answer = answers.split(' ')[column] as Case['answer'];
        const one = { action: action as Action, situation, subject: subjectOf(role) };
        const name = `${role} ${action} ${situation}`;
        const open = resourceOf(situation, false);
        return [
          { ...one, variant: 'plain', name, resource: open, answer },
          {
            ...one,
            variant: 'locked',
            name: `${name} locked`,
            resource: resourceOf(situation, true),
            answer: lockStops.has(action) && answer === 'y' ? 'n' : answer,
          },
          {
            ...one,
            variant: 'foreign',
            name: `${name} foreign`,
            resource: { ...open, organisation: 'theirs' },
            answer: '-',
          },
          { ...one, variant: 'none', name: `${name} none`, resource: null, answer: '-' },
          ...(open.classification === 'internal'
            ? [
                {
                  ...one,
                  variant: 'public' as const,
                  name: `${name} public`,
                  resource: { ...open, classification: 'public' as const },
                  answer,
                },
              ]
            : []),
        ];
      }),
    ),
  ),
);

/** An answer as the table writes it. */
export const shown = ({ allow, hides }: { allow: boolean; hides: boolean }) =>
  allow ? 'y' : hides ? '-' : 'n';

/** Names of the cases that are not answered as the table says. */
export function differences(candidate: Decide): string[] {
  return cases
    .filter(({ action, subject, resource, answer }) => shown(candidate(subject, action, resource)) !== answer)
    .map(({ name }) => name);
}
