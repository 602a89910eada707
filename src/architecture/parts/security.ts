// Section 03: the layers that have no box in another section. L2 is the API Gateway and L3 the auth middleware of
// section 01 under the names the documents give them here; both are parts there.

import type { Part } from '../shape.ts';

export const security = {
  waf: {
    name: 'WAF + DDoS Protection',
    detail: 'AWS Shield · CloudFront rules',
    kind: 'layer',
    section: 'security',
    does: 'AWS Shield absorbs floods at the edge of the network; managed and own WAF rules at CloudFront stop known attack patterns, oversized requests and addresses that send too much. Behind it, the API’s own edge code refuses malformed requests and those without CloudFront’s secret header, and limits headers and bodies again.',
    fails:
      'A WAF matches patterns and inspects only the first kilobytes of a body: padding and new attacks get past it. So nothing behind it relies on it. Its other error is blocking someone honest, which is why new rules count first and block later.',
    notices:
      'A blocked request gets 403 with a reference; in a flood, honest readers notice little or nothing.',
    home: 'demos/reference-api/edge/',
    written: true,
    demo: null,
    infra: 'firewall',
  },
  authorisation: {
    name: 'Authorisation',
    detail: 'RBAC · Attribute-level permissions · Ownership checks',
    kind: 'layer',
    section: 'security',
    does: 'One function decides whether this person may do this to this record, from role, attributes and ownership, and gives its reason. Every query is bound to the tenant, and PostgreSQL’s row-level security refuses foreign rows a second time.',
    fails:
      'It denies by default: a route without a rule answers 403, and someone else’s record answers 404, so that its existence is not given away. A wrong rule is a bug that lets people in, which is why the tests of this layer have to try every role on every route.',
    notices: '“Not found” for what is not yours, “not allowed” for what your role may not do.',
    home: 'demos/reference-api/access/',
    written: true,
    demo: null,
    infra: null,
  },
  'input-validation': {
    name: 'Input Validation',
    detail: 'Zod schemas · Sanitisation · SQL parameterisation',
    kind: 'layer',
    section: 'security',
    does: 'Every request body, query and header that is used is parsed by a Zod schema before any rule runs; unknown keys, zero bytes and broken Unicode are refused. Values reach SQL only as parameters, and output is encoded for the place where it is shown.',
    fails:
      'Bad input ends here with 400 and the names of the fields, never with an echo of the value. A schema can be too loose: text that is harmless in form may still be false or hostile, and the layers around it have to hold.',
    notices: 'The form marks the field and says what it expects.',
    home: 'demos/reference-api/',
    written: true,
    demo: null,
    infra: null,
  },
  'encrypted-store': {
    name: 'Encrypted Data Store',
    detail: 'AES-256 at rest · TLS in transit · Vault secrets',
    kind: 'layer',
    section: 'security',
    does: 'Disks are encrypted with AES-256 and connections require TLS. Sensitive fields are encrypted once more by the application with AES-256-GCM, each tied to its table, column and row; a data key is wrapped by a key that can be rotated without rewriting the data.',
    fails:
      'If a key is unavailable, those fields cannot be read and the request fails; there is no unencrypted way round. A value copied into another row does not decrypt. It does not protect against someone who takes over the running service, since that may decrypt; that is what the five layers before it are for.',
    notices: 'Nothing in normal use; with a key missing, a clear error in place of personal data.',
    home: 'demos/reference-api/vault/',
    written: true,
    demo: null,
    infra: 'keys',
  },
} as const satisfies Record<string, Part>;
