// The leads of this service: PostgreSQL for the store, the vault for the text, the cache for the quota.
import type { Deps } from '../deps.ts';
import { rowOf } from '../storage/row-of.ts';
import type { Vault } from '../vault/vault.ts';
import type { Accepting } from './accept.ts';
import type { LeadSealing, LeadStore } from './ports.ts';
import { type LeadKeys, leadKeys } from './secrets.ts';
import type { LeadSettings } from './settings.ts';
import { postgresLeads } from './store-postgres.ts';

export interface Leads {
  readonly settings: LeadSettings;
  readonly store: LeadStore;
  readonly sealing: LeadSealing;
  keys(): Promise<LeadKeys>;
  accepting(): Promise<Accepting>;
}

type LeadDeps = Pick<Deps, 'database' | 'cache' | 'clock' | 'ids' | 'secrets'>;

export function openLeads(deps: LeadDeps, vault: Vault, settings: LeadSettings): Leads {
  const { database, cache, clock, ids, secrets } = deps;
  const { organisation, perClient, perHour } = settings;
  const store = postgresLeads(database, organisation);
  const sealing: LeadSealing = {
    seal: (id, text) => vault.seal('leads', 'sealed', rowOf(organisation, id), text),
    open: (id, sealed) => vault.open('leads', 'sealed', rowOf(organisation, id), sealed),
  };
  let made: Promise<LeadKeys> | undefined;
  const keys = () => {
    made ??= secrets
      .read('client-hash-salt')
      .then(leadKeys)
      .catch((error) => {
        made = undefined;
        throw error;
      });
    return made;
  };
  return {
    settings,
    store,
    sealing,
    keys,
    async accepting() {
      const { challenge, person } = await keys();
      await vault.ready();
      return {
        store,
        sealing,
        challengeSecret: challenge,
        person,
        uuid: ids.uuid,
        bytes: ids.bytes,
        now: clock.now,
        async takeQuota(client) {
          const windows = [
            { key: `leads:${client}`, limit: perClient, seconds: 3_600 },
            { key: 'leads', limit: perHour, seconds: 3_600 },
          ];
          const states = await cache.take(windows, clock.now());
          return {
            allowed: states.every(({ allowed }) => allowed),
            resetSeconds: Math.max(...states.map(({ reset }) => reset)),
          };
        },
      };
    },
  };
}
