// Lambda: what browsers report of the content security policy.
import { log, secretOf } from './environment.ts';
import { createReports } from './reports.ts';

export const handler = createReports({ secret: secretOf(), log });
