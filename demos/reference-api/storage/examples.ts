// Two example organisations with people of every role, and documents of theirs: for development, tests and the sandbox.
// Nothing here is a secret: the passwords are examples, and a production start never writes them.

export type SeedRole = 'viewer' | 'contributor' | 'reviewer' | 'admin';

export interface SeedUser {
  readonly id: string;
  readonly organisation: string;
  readonly email: string;
  readonly name: string;
  readonly role: SeedRole;
  readonly department: string;
  readonly status: 'active' | 'disabled';
}

export const organisations = {
  aster: { id: '01900000-0000-7000-8000-00000000000a', slug: 'aster', name: 'Aster Logistics' },
  brook: { id: '01900000-0000-7000-8000-00000000000b', slug: 'brook', name: 'Brook Clinics' },
} as const;

/** The example password of every seeded user. */
export const examplePassword = 'seven quiet rivers meet';

const person = (
  organisation: keyof typeof organisations,
  n: number,
  name: string,
  role: SeedRole,
  department: string,
  status: SeedUser['status'] = 'active',
): SeedUser => ({
  id: `${organisations[organisation].id.slice(0, -4)}${n.toString(16).padStart(3, '0')}${organisation[0]}`,
  organisation: organisations[organisation].id,
  email: `${name.split(' ')[0]?.toLowerCase()}@${organisation}.example`,
  name,
  role,
  department,
  status,
});

export const users = {
  vera: person('aster', 1, 'Vera Lind', 'viewer', 'operations'),
  carl: person('aster', 2, 'Carl Moreau', 'contributor', 'operations'),
  cleo: person('aster', 3, 'Cleo Banda', 'contributor', 'finance'),
  rita: person('aster', 4, 'Rita Sousa', 'reviewer', 'finance'),
  ada: person('aster', 5, 'Ada Novak', 'admin', 'operations'),
  dora: person('aster', 6, 'Dora Weiss', 'viewer', 'finance', 'disabled'),
  vito: person('brook', 1, 'Vito Greco', 'viewer', 'operations'),
  cora: person('brook', 2, 'Cora Jensen', 'contributor', 'operations'),
  remy: person('brook', 3, 'Remy Okafor', 'reviewer', 'finance'),
  abel: person('brook', 4, 'Abel Ivanov', 'admin', 'operations'),
} as const satisfies Record<string, SeedUser>;

export type SeedUserName = keyof typeof users;

export interface SeedDocument {
  readonly id: string;
  readonly owner: SeedUserName;
  readonly title: string;
  readonly department: string;
  readonly classification: 'public' | 'internal' | 'confidential';
  readonly locked: boolean;
  readonly body: string;
}

const paper = (
  n: number,
  owner: SeedUserName,
  classification: SeedDocument['classification'],
  title: string,
  locked = false,
): SeedDocument => ({
  id: `01900000-0000-7000-8000-0000000d${n.toString(16).padStart(4, '0')}`,
  owner,
  title,
  department: users[owner].department,
  classification,
  locked,
  body: `${title}. Example text ${n} for the reference service.`,
});

export const documents = {
  timetable: paper(1, 'carl', 'public', 'Timetable for the northern line'),
  handbook: paper(2, 'carl', 'internal', 'Driver handbook'),
  incident: paper(3, 'carl', 'confidential', 'Incident at dock 4'),
  sealedPlan: paper(4, 'carl', 'internal', 'Plan for the spring', true),
  budget: paper(5, 'cleo', 'internal', 'Budget by quarter'),
  salaries: paper(6, 'cleo', 'confidential', 'Salaries'),
  minutes: paper(7, 'ada', 'internal', 'Minutes of the board'),
  ward: paper(8, 'cora', 'internal', 'Ward rota'),
  cases: paper(9, 'cora', 'confidential', 'Open cases'),
  leaflet: paper(10, 'abel', 'public', 'Opening hours'),
} as const satisfies Record<string, SeedDocument>;
