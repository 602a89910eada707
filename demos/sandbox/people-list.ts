// The example people, as one may choose to be.
import { organisations, users } from '#api/storage/examples.ts';

export interface Person {
  readonly email: string;
  /** "Carl Moreau · contributor, operations" */
  readonly label: string;
  readonly organisation: string;
}

export const people: readonly Person[] = Object.values(users).map(
  ({ email, name, role, department, status, organisation }) => ({
    email,
    label: `${name} · ${role}, ${department}${status === 'disabled' ? ', disabled' : ''}`,
    organisation: Object.values(organisations).find(({ id }) => id === organisation)?.name ?? '',
  }),
);
