// Writes the example data (examples.ts) into a migrated database.
import type { Clock, Passwords } from '../deps.ts';
import { documents, examplePassword, organisations, users } from './examples.ts';
import type { Owner } from './migrate.ts';
import { rowOf } from './row-of.ts';
import { sql } from './sql.ts';

export interface Seeding {
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly clock: Clock;
  /** Encrypts one value for one place (vault). */
  readonly seal: (table: string, column: string, row: string, text: string) => Promise<Uint8Array>;
}

/** Writes the example data once; a database that has an organisation is left alone. @returns whether it wrote. */
export async function seed(owner: Owner, { passwords, clock, seal }: Seeding): Promise<boolean> {
  const [present] = await owner.query(sql`select from organisations limit 1`);
  if (present !== undefined) return false;
  const at = new Date(clock.now());
  const phc = await passwords.hash(examplePassword);
  await owner.script('begin');
  for (const { id, slug, name } of Object.values(organisations))
    await owner.query(sql`insert into organisations (id, slug, name) values (${id}, ${slug}, ${name})`);
  for (const user of Object.values(users)) {
    const name = await seal('users', 'name', rowOf(user.organisation, user.id), user.name);
    await owner.query(sql`insert into users (id, organisation_id, email, name_sealed, role, department, password_phc, status, created_at)
      values (${user.id}, ${user.organisation}, ${user.email}, ${name}, ${user.role}, ${user.department}, ${phc}, ${user.status}, ${at})`);
  }
  for (const one of Object.values(documents)) {
    const { id: ownerId, organisation } = users[one.owner];
    const body = await seal('documents', 'body', rowOf(organisation, one.id), one.body);
    await owner.query(sql`insert into documents (id, organisation_id, owner_id, title, department, classification, locked, body_sealed, created_at, updated_at)
      values (${one.id}, ${organisation}, ${ownerId}, ${one.title}, ${one.department}, ${one.classification}, ${one.locked}, ${body}, ${at}, ${at})`);
  }
  await owner.script('commit');
  return true;
}
