// A host that lacks something: layers off, or the database changed by its owner. For weak twins and for the attack matrix.
import { type App, createApp } from '../app.ts';
import type { Config } from '../deps.ts';
import { writeAsStarted } from '../host/as-started.ts';
import { createVault } from '../vault/vault.ts';
import { type Host, type HostKind, openHost } from './hosts.ts';

/** @param sql run as the owner before the first call. */
export async function openWeakened(
  kind: HostKind,
  config: Partial<Config>,
  sql?: string,
): Promise<Host & { readonly app: App }> {
  const host = await openHost(kind, { config: { ...config, layersOff: [] } });
  const deps = { ...host.deps, config: { ...host.deps.config, ...config } };
  // What was sealed for the example data has to be readable where nothing is opened.
  if (deps.config.layersOff.includes('L6'))
    await writeAsStarted(host.owner, { sealing: host.app.vault, clear: createVault(deps), to: 'clear' });
  if (sql !== undefined) await host.inspect(sql);
  return { ...host, deps, app: createApp(deps) };
}
