// A script in the link's fragment, with its role. Read from a link it is a stranger's text: shown, never run by itself.
import * as z from 'zod/mini';
import { type RoleId, roleIds } from './roles.ts';

export interface Shared {
  readonly sql: string;
  readonly role: RoleId;
}

export const sharedSchema: z.ZodMiniType<Shared> = z.strictObject({
  sql: z.string().check(z.maxLength(6_000)),
  role: z.enum(roleIds),
});
