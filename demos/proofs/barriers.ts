// What can decide, and where its source stands: a rule or a kind of refusal → a file and a text that is in it exactly once.
// A test reads the files; a page turns the text into a line.

export interface Barrier {
  readonly file: string;
  readonly mark: string;
}

const api = (file: string, mark: string): Barrier => ({ file: `demos/reference-api/${file}`, mark });
const policy = (id: string): Barrier => api('access/policy.ts', `id: '${id}',`);
const screening = (id: string): Barrier => api('edge/screening-rules.ts', `id: '${id}',`);

/** Rules that answers and audit entries name. */
const rules: Readonly<Record<string, Barrier>> = {
  'body.bytes': api('edge/body.ts', "rule: 'body.bytes'"),
  'body.type': api('edge/body.ts', "rule: 'body.type'"),
  'body.encoding': api('edge/body.ts', "rule: 'body.encoding'"),
  'json.too-deep': api('edge/json-gate.ts', "=== limits.depth) return 'too-deep'"),
  'json.too-many-members': api('edge/json-gate.ts', "return 'too-many-members'"),
  'json.member-twice': api('edge/json-gate.ts', "return 'member-twice'"),
  'json.member-name': api('edge/json-gate.ts', "return 'member-name'"),
  'json.nul': api('edge/json-gate.ts', "return 'nul'"),
  'json.lone-surrogate': api('edge/json-gate.ts', "return 'lone-surrogate'"),
  'json.number-range': api('edge/json-gate.ts', "&& !fits(text.slice(i, end))) return 'number-range'"),
  'json.grammar': api('edge/json.ts', "refused('grammar')"),
  'headers.size': api('edge/admit.ts', "rule: 'headers.size'"),
  'quota.client': api('gateway/rate-limit.ts', 'states.every((state) => state.allowed)'),
  'quota.sign-in': api('gateway/rate-limit.ts', 'states.every((state) => state.allowed)'),
  'access-token': api('identity/authenticate.ts', 'if (found === null) throw refused();'),
  'refresh-token': api('identity/session-routes.ts', "throw new Problem('session-ended', {"),
  password: api('identity/sign-in.ts', "throw new Problem('sign-in-failed', {"),
  'contract.path': api('pipeline.ts', 'errors: issuesOf(result.error, at)'),
  'contract.query': api('pipeline.ts', 'errors: issuesOf(result.error, at)'),
  'contract.body': api('pipeline.ts', 'errors: issuesOf(result.error, at)'),
  'idempotency.key': api('idempotency.ts', "throw new Problem('idempotency-key-missing', {"),
  'idempotency.payload': api('idempotency.ts', "throw new Problem('other-payload', {"),
  default: api('access/evaluate.ts', "rule: 'default',"),
  'nothing-there': api('storage/migrations/0001-tenants.sql', 'create policy own_organisation on documents'),
  'row-security': api('access/judge.ts', "rule: 'row-security',"),
  'refresh.rotated': api('identity/rotate.ts', "? 'expired' : 'rotated'"),
  'refresh.reused': api('identity/rotate.ts', "if (!inside) return 'reused';"),
  'refresh.same-successor': api('identity/rotate.ts', ": 'same-successor';"),
};

/** Refusals that name no rule, and deciders that no answer speaks of. */
const others: Readonly<Record<string, Barrier>> = {
  'not-authenticated': api('identity/authenticate.ts', 'if (found === null) throw refused();'),
  'token-life': api('identity/claims.ts', 'isTime(exp) && seconds <= exp + leewaySeconds'),
  'session-ended': api('identity/session-routes.ts', "throw new Problem('session-ended', {"),
  'sign-in-failed': api('identity/sign-in.ts', "throw new Problem('sign-in-failed', {"),
  revocation: api('identity/authenticate.ts', 'const stands ='),
  'invalid-input': api('pipeline.ts', 'errors: issuesOf(result.error, at)'),
  'answer-contract': api('pipeline.ts', 'const result = schema.safeParse(reply.body);'),
  'read-through': api('storage/read-through.ts', 'cache.fill(key, token'),
  conflict: api('documents/changing.ts', "return new Problem('conflict')"),
  'other-payload': api('idempotency.ts', "throw new Problem('other-payload', {"),
  'idempotency-key-missing': api('idempotency.ts', "throw new Problem('idempotency-key-missing', {"),
  'method-not-allowed': api('app.ts', "return new Problem('method-not-allowed'"),
  'no-echo': api('pipeline.ts', "issue.code === 'unrecognized_keys'"),
  headers: api('answer-headers.ts', 'export const answerHeaders = {'),
  'sql-tag': api('storage/sql.ts', 'export function sql('),
  'row-security-policy': api(
    'storage/migrations/0001-tenants.sql',
    'create policy own_organisation on documents',
  ),
  'withheld-text': api('storage/migrations/0001-tenants.sql', 'create view api.seen_documents'),
  'foreign-key': api('storage/migrations/0001-tenants.sql', 'create table documents ('),
  sealed: api('vault/vault.ts', 'return sealBytes(cipher, {'),
  opened: api('vault/vault.ts', 'await openBytes(cipher, key,'),
  'token-hash': api('identity/refresh-token.ts', "crypto.subtle.digest('SHA-256'"),
  argon2id: api('identity/passwords-node.ts', "argon2('argon2id'"),
  jwks: api('identity/algorithms.ts', 'modulusLength: 3072'),
  'trail-append': api('storage/migrations/0003-audit.sql', 'create function api.audit_append'),
  'trail-triggers': api(
    'storage/migrations/0003-audit.sql',
    'create trigger audit_append_only before update or delete on audit_entries',
  ),
  'trail-reader': api('storage/migrations/0003-audit.sql', 'create policy own_organisation on audit_entries'),
  'trail-verify': api('audit/verify.ts', 'export async function verify('),
  'trail-hash': api('audit/verify.ts', "line.hash)) return broken('hash');"),
  'users-guard': api('storage/migrations/0001-tenants.sql', 'create function public.users_guard()'),
  faults: api('app.ts', "problem = new Problem('internal');"),
  'trail-cut': api('audit/verify.ts', "if (furthest > head.seq) return broken('cut');"),
};

const policyRules = [
  'other-organisation',
  'documents.hidden',
  'documents.locked',
  'documents.read.member',
  'documents.create.department',
  'documents.update.owner',
  'documents.delete.owner',
  'users.change.self',
  'users.admin',
  'audit.admin',
  'own',
];
const screeningRules = [
  'traversal',
  'sql-tautology',
  'sql-union',
  'sql-stacked',
  'script-element',
  'event-handler',
  'lookup',
];

export const barriers: Readonly<Record<string, Barrier>> = {
  ...rules,
  ...others,
  ...Object.fromEntries(policyRules.map((id) => [id, policy(id)])),
  ...Object.fromEntries(screeningRules.map((id) => [id, screening(id)])),
};
