// Four ways to stand before the same rows, and the statements that lead there. The two members enter as the API lets them:
// role, then api.enter, which reads their rights from their own row.
import { organisations, users } from '#api/storage/examples.ts';

export const roleIds = ['owner', 'application', 'aster', 'brook'] as const;
export type RoleId = (typeof roleIds)[number];

export interface Role {
  readonly label: string;
  readonly says: string;
  /** Whom api.enter is given; null: nobody. */
  readonly member: { readonly organisation: string; readonly user: string } | null;
  /** Whether statements run as the application's role. */
  readonly application: boolean;
}

const memberOf = ({ id, organisation }: { readonly id: string; readonly organisation: string }) => ({
  organisation,
  user: id,
});

export const roles: Readonly<Record<RoleId, Role>> = {
  owner: {
    label: 'Owner (postgres)',
    says: 'A superuser who owns the tables. Row security does not apply: every row of every tenant.',
    member: null,
    application: false,
  },
  application: {
    label: 'Application, nobody signed in',
    says: 'The role that the API’s connections have (lavbytes_app). Nobody has been entered, so no tenant’s row is there.',
    member: null,
    application: true,
  },
  aster: {
    label: `${organisations.aster.name}: Vera, viewer`,
    says: 'The application’s role with Vera Lind of Aster entered: her organisation’s rows, without confidential ones of other departments.',
    member: memberOf(users.vera),
    application: true,
  },
  brook: {
    label: `${organisations.brook.name}: Abel, admin`,
    says: 'The application’s role with Abel Ivanov of Brook entered: all rows of his organisation, none of another.',
    member: memberOf(users.abel),
    application: true,
  },
};

const settings = ['app.organisation', 'app.user', 'app.role', 'app.department'] as const;

/** What leads to a role, in order; shown to the reader as it is run. */
export function entering(id: RoleId): readonly string[] {
  const { member, application } = roles[id];
  const forget = settings.map((name) => `set_config('${name}', '', false)`).join(', ');
  const clean = ['reset role', `select ${forget}`];
  if (!application) return clean;
  if (!member) return [...clean, 'set role lavbytes_app'];
  // api.enter speaks for one transaction, as in the API. The console keeps what it found for the session, so that a role
  // lasts from one run to the next.
  const keep = settings
    .map((name) => `set_config('${name}', current_setting('${name}', true), false)`)
    .join(', ');
  return [
    ...clean,
    'set role lavbytes_app',
    'begin',
    `select api.enter('${member.organisation}', '${member.user}')`,
    `select ${keep}`,
    'commit',
  ];
}
