import type { Scope, Statement } from './database.ts';
import { sql } from './sql.ts';

/** Sets the scope that row security reads, until the transaction ends. */
export function scopeStatement(scope: Scope): Statement {
  return sql`select set_config('app.organisation', ${scope.organisation}, true), set_config('app.user', ${scope.user}, true), set_config('app.role', ${scope.role}, true)`;
}
