import { compile } from './evaluate.ts';
import { policy } from './policy.ts';

/** The one answer to "may they?" (NIST SP 800-162: roles and attributes, default deny, explicit deny wins). Never throws. */
export const decide = compile(policy);
