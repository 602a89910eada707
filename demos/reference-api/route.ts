// One route: its path, its contract, who may call it, and the function that answers. app.ts joins them into the table.
import type * as z from 'zod';
import type { Deps } from './deps.ts';
import type { KeptRead } from './storage/read-through.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The wire, as Zod schemas; strict objects only. The OpenAPI document and the tests are made from the same ones. */
export interface Contract {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** Status → schema of the JSON body, or null for none. Anything else the handler returns is a fault of ours (500). */
  readonly replies: Readonly<Record<number, z.ZodType | null>>;
}

/** Who is calling, as the access token and the account's state say. */
export interface Principal {
  readonly user: string;
  readonly organisation: string;
  readonly role: 'viewer' | 'contributor' | 'reviewer' | 'admin';
  readonly department: string;
  /** The refresh family (session) that the token belongs to. */
  readonly family: string;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface Call<C extends Contract = Contract> {
  readonly deps: Deps;
  readonly request: Request;
  /** W3C trace id, 32 hex digits. */
  readonly trace: string;
  /** The caller's address as a rate-limit bucket (IPv6 as /64). */
  readonly client: string;
  readonly params: Parsed<C['params']>;
  readonly query: Parsed<C['query']>;
  readonly body: Parsed<C['body']>;
  /** Throws on a public route: ask only where `access` is 'signed-in'. */
  readonly principal: Principal;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** It came from the cache: the trace says so. */
  readonly cached?: boolean;
}

export interface Route {
  /** Stable name: OpenAPI operationId, audit action, span name. "documents.read" */
  readonly id: string;
  readonly method: Method;
  /** Hono's form: "/v1/documents/:id" */
  readonly path: string;
  readonly summary: string;
  readonly access: 'public' | 'signed-in';
  /** Id of the part of the architecture model that this route belongs to. */
  readonly part: string;
  /** Creates something: an Idempotency-Key is required and the first answer is kept. */
  readonly creates: boolean;
  /** Which limits apply beside the client's: sign-in routes have a tighter one, and close when the cache is down. */
  readonly limit: 'account' | 'sign-in' | 'none';
  /** A creating route's: what the cache has of the caller's organisation and is no longer so. Removed when the call has ended. */
  readonly outdates?: KeptRead;
  readonly contract: Contract;
  readonly handle: (call: Call) => Promise<Reply>;
}

/** Ties handler and contract together by type; gives back a plain Route for the table. */
export function route<const C extends Contract>(
  definition: Omit<Route, 'contract' | 'handle'> & { contract: C; handle: (call: Call<C>) => Promise<Reply> },
): Route {
  return definition as unknown as Route;
}
