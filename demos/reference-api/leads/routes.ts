// A lead comes from a person without an account: same site only, paid for with work, counted. Admins read the list.
import { entryOf, judgeOf, refusal } from '../access/judge.ts';
import { record } from '../audit/append.ts';
import { readKey } from '../idempotency.ts';
import { Problem } from '../problem.ts';
import { type Call, type Route, route } from '../route.ts';
import { CacheDown } from '../storage/cache.ts';
import { cursorOf, placeOf } from '../storage/cursor.ts';
import { acceptLead } from './accept.ts';
import { issueChallenge } from './challenge.ts';
import { challengeContract, lead as form, listContract, sendContract } from './contract.ts';
import type { Leads } from './leads.ts';
import { listLeads } from './listing.ts';

const open = { access: 'public', limit: 'none', part: 'node-service', creates: false } as const;

/** @param leads undefined: this start has nobody who is written to, and says so with 503 */
export function leadRoutes(leads: Leads | undefined): Route[] {
  const those = (): Leads => {
    if (leads === undefined) throw new Problem('unavailable', { rule: 'leads.not-configured' });
    return leads;
  };
  return [
    route({
      ...open,
      id: 'leads.challenge',
      method: 'GET',
      path: '/v1/leads/challenge',
      summary: 'A piece of work for the browser: its answer goes with a lead.',
      contract: challengeContract,
      async handle({ deps }) {
        const { keys, settings } = those();
        const { challenge } = await keys();
        return { status: 200, body: await issueChallenge(challenge, settings.work, deps.clock.now()) };
      },
    }),
    route({
      ...open,
      id: 'leads.send',
      method: 'POST',
      path: '/v1/leads',
      summary: 'Starts a project: stored before anything else is tried. Needs an Idempotency-Key of its own.',
      contract: sendContract,
      handle: (call) => send(call as unknown as SendCall, those()),
    }),
    route({
      id: 'leads.list',
      method: 'GET',
      path: '/v1/leads',
      summary: 'What was sent to the own organisation, newest first',
      access: 'signed-in',
      part: 'node-service',
      creates: false,
      limit: 'account',
      contract: listContract,
      async handle(call) {
        const { organisation, user, role } = call.principal;
        const trail = { organisation, owner: null, department: null, classification: null, locked: false };
        const asked = call as unknown as Call;
        const verdict = judgeOf(asked)(call.principal, 'leads.list', trail);
        const entry = entryOf(asked, 'leads.list', null, verdict);
        if (!verdict.allow) {
          await record(call.deps.database, entry);
          throw refusal(verdict);
        }
        const { sealing } = those();
        const most = Number(call.query.limit);
        const rows = await call.deps.database.transaction({ organisation, user, role }, async (tx) => {
          const found = await listLeads(tx, most + 1, placeOf(call.query.cursor));
          await record(tx, entry);
          return found;
        });
        const shown = rows.slice(0, most);
        const leads = await Promise.all(
          shown.map(async ({ id, reference, at, sealed, delete_after, sent_at, dead_at }) => ({
            id,
            reference,
            at: at.toISOString(),
            deleteAfter: delete_after.toISOString(),
            mail: sent_at ? 'sent' : dead_at ? 'given-up' : 'waiting',
            lead: form.parse(JSON.parse(await sealing.open(id, sealed))),
          })),
        );
        const last = rows.length > most ? shown.at(-1) : undefined;
        return { status: 200, body: { leads, next: last ? cursorOf(last) : null } };
      },
    }),
  ];
}

type SendCall = Call<typeof sendContract>;

async function send({ deps, request, body, client }: SendCall, leads: Leads) {
  refuseOtherSites(request.headers, leads.settings.origins, deps.config.mode === 'sandbox');
  const key = readKey(request.headers.get('idempotency-key'));
  const accepted = await acceptLead(await leads.accepting(), { ...body, key, client }).catch((error) => {
    if (!(error instanceof CacheDown)) throw error;
    deps.log.write('warn', 'lead-refused', { why: 'cache-down' });
    throw new Problem('unavailable', {
      layer: 'L2',
      rule: 'leads.cache-down',
      headers: { 'retry-after': '5' },
    });
  });
  switch (accepted.kind) {
    case 'stored':
      return {
        status: 202,
        body: { reference: accepted.reference, at: new Date(accepted.at).toISOString() },
      };
    case 'other-payload':
      throw new Problem('other-payload', { layer: 'L5', rule: 'idempotency.payload' });
    case 'proof-refused':
      throw new Problem('proof-refused', { layer: 'L1', rule: `leads.${accepted.rule}` });
    case 'automated':
      throw new Problem('looks-automated', {
        layer: 'L1',
        rule: `leads.${accepted.rule}`,
        ...(accepted.wait !== undefined && {
          headers: { 'retry-after': String(Math.ceil(accepted.wait / 1_000)) },
        }),
      });
    case 'too-many':
      throw new Problem('quota-exceeded', {
        layer: 'L2',
        rule: 'leads.quota',
        violated: ['leads'],
        headers: { 'retry-after': String(accepted.resetSeconds) },
      });
  }
}

/**
 * Browsers say where a request comes from (Fetch Metadata); who does not say it is no browser with our form in it.
 * @param alone in the sandbox nobody but the page itself can call, and a page cannot write these headers
 */
function refuseOtherSites(headers: Headers, origins: readonly string[], alone: boolean): void {
  const origin = headers.get('origin');
  if (alone && origin === null && headers.get('sec-fetch-site') === null) return;
  const same =
    headers.get('sec-fetch-site') === 'same-origin' &&
    origin !== null &&
    URL.canParse(origin) &&
    (origins.length === 0 || origins.includes(origin));
  if (!same) throw new Problem('cross-site', { layer: 'L1', rule: 'leads.same-origin' });
}
