// After the token, the policy: what the holder may do with one document. The service's own decision function and its table.
import { decide } from '#api/access/decide.ts';
import type { Decision, Resource } from '#api/access/evaluate.ts';
import { type Action, policy, type Rule } from '#api/access/policy.ts';
import type { Claims } from '#api/identity/claims.ts';
import { documents, type SeedDocument, users } from '#api/storage/examples.ts';

export const asked = {
  'documents.read': 'Read its record',
  'documents.read.body': 'Read its text',
  'documents.update.title': 'Change its title',
  'documents.update.body': 'Change its text',
  'documents.delete': 'Delete it',
  'documents.lock': 'Lock it',
} as const satisfies Partial<Record<Action, string>>;
export type AskedAction = keyof typeof asked;
export const askedActions = Object.keys(asked) as AskedAction[];

export const papers = [
  'handbook',
  'incident',
  'sealedPlan',
  'salaries',
  'leaflet',
] as const satisfies readonly (keyof typeof documents)[];
export type PaperId = (typeof papers)[number];

/** What the rules ask about, as the token and the document say it. */
export interface Facts {
  readonly organisation: boolean;
  readonly role: Claims['role'];
  readonly owner: boolean;
  readonly department: boolean;
  readonly classification: SeedDocument['classification'];
  readonly locked: boolean;
}
export interface Judged {
  readonly decision: Decision;
  readonly facts: Facts;
  /** Absent where no rule of the table decided. */
  readonly rule: Rule | undefined;
  readonly status: 200 | 403 | 404;
}

export function judge(
  claims: Pick<Claims, 'sub' | 'org' | 'role' | 'department'>,
  action: AskedAction,
  paper: PaperId,
): Judged {
  const { owner, department, classification, locked } = documents[paper];
  const resource: Resource = {
    organisation: users[owner].organisation,
    owner: users[owner].id,
    department,
    classification,
    locked,
  };
  const subject = {
    user: claims.sub,
    organisation: claims.org,
    role: claims.role,
    department: claims.department,
  };
  const decision = decide(subject, action, resource);
  return {
    decision,
    facts: {
      organisation: resource.organisation === subject.organisation,
      role: subject.role,
      owner: resource.owner === subject.user,
      department: department === subject.department,
      classification,
      locked,
    },
    rule: policy.find(({ id }) => id === decision.rule),
    status: decision.allow ? 200 : decision.hides ? 404 : 403,
  };
}
