import type { Scope, Statement } from './database.ts';
import { sql } from './sql.ts';

/** Opens the scope that row security reads, until the transaction ends. The role comes from the member's row, not from here. */
export function scopeStatement({ organisation, user }: Scope): Statement {
  return sql`select api.enter(${organisation}, ${user})`;
}
