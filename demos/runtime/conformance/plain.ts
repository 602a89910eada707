// Answers made comparable: what is random or a moment is only said to be there, and ids get names in the order in which
// they are met. Everything else, numbers and their types included, stays as it was.
import { documents, organisations, users } from '../../reference-api/storage/examples.ts';

export interface Plain {
  /** @param fresh false: ids that were not met before stay nameless, for lists whose order is not the service's promise. */
  value(value: unknown, fresh?: boolean): unknown;
  text(text: string, fresh?: boolean): string;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const traceId = /\b[0-9a-f]{32}\b/g;
const moment = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
/** Milliseconds since 1970, from 2001 on. */
const epoch = /\b\d{13}\b/g;
const jwt = /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/;
const opaque = /^[\w-]{43,}$/;

/** Members whose value is a hash, a signature or a key: a random one each time. */
const random = new Set(['hash', 'previous', 'signature']);

const seeded: ReadonlySet<string> = new Set([
  ...[organisations, users, documents].flatMap((all) => Object.values(all).map(({ id }) => id)),
  '00000000-0000-0000-0000-000000000000',
]);

export function plainly(): Plain {
  const known = new Map<string, string>();

  function named(id: string, fresh: boolean): string {
    if (seeded.has(id)) return id;
    if (!known.has(id) && fresh) known.set(id, `id-${known.size + 1}`);
    return known.get(id) ?? 'id-unmet';
  }

  function text(all: string, fresh = true): string {
    if (jwt.test(all)) return shapeOf(all);
    if (opaque.test(all)) return `${all.length} random characters`;
    return all
      .replaceAll(moment, '(moment)')
      .replaceAll(uuid, (id) => named(id, fresh))
      .replaceAll(traceId, '(trace)')
      .replaceAll(epoch, '(milliseconds)');
  }

  function value(all: unknown, fresh = true): unknown {
    if (typeof all === 'string') return text(all, fresh);
    if (typeof all === 'number') return all > 1e12 ? '(milliseconds)' : all;
    if (Array.isArray(all)) return all.map((one) => value(one, fresh));
    if (typeof all !== 'object' || all === null) return all;
    return Object.fromEntries(
      Object.entries(all).map(([name, inner]) => [
        name,
        random.has(name) && typeof inner === 'string' ? `${inner.length} characters` : value(inner, fresh),
      ]),
    );
  }
  return { value, text };
}

/** What a token says of itself and which claims it has; who issued it differs from host to host. */
function shapeOf(token: string): string {
  const [header, claims] = token.split('.').map((part, i) => (i < 2 ? readPart(part) : {}));
  return `token ${header?.['typ']} ${header?.['alg']} with ${Object.keys(claims ?? {}).sort()}`;
}

const readPart = (part: string): Record<string, unknown> =>
  JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
