// What a folder's stack.ts exports, so that app.ts can make its stack without knowing it.
import type { App, Stack } from 'aws-cdk-lib';
import type * as z from 'zod';

export interface Room {
  readonly config: z.ZodObject;
  make(app: App, name: string, config: never): Stack;
}

/** The schema of a stack's configuration, and how the stack is made from what was parsed. */
export const room = <Schema extends z.ZodObject>(of: {
  readonly config: Schema;
  make(app: App, name: string, config: z.output<Schema>): Stack;
}): Room => of;
