// Hosts that lack something: layers off, or the database changed by its owner. For weak twins and for the attack matrix.
// Those whose databases lack the same share one: a layer is off in an app, and making a database is what costs.
import { createApp } from '../app.ts';
import type { Config } from '../deps.ts';
import { writeAsStarted } from '../host/as-started.ts';
import { createVault } from '../vault/vault.ts';
import { type Host, type HostKind, openHost } from './hosts.ts';

export interface Weakened {
  /**
   * An app of its own, a minute after the one before it.
   * @param sql run as the owner before the first call.
   */
  open(config: Partial<Config>, sql?: string): Promise<Omit<Host, 'close'>>;
  close(): Promise<void>;
}

export function weakened(kind: HostKind): Weakened {
  const hosts = new Map<string, Promise<Host>>();

  async function make(clear: boolean, sql: string | undefined): Promise<Host> {
    const host = await openHost(kind);
    // What was sealed for the example data has to be readable where nothing is opened.
    if (clear) {
      const vault = createVault({ ...host.deps, config: { ...host.deps.config, layersOff: ['L6'] } });
      await writeAsStarted(host.owner, { sealing: host.app.vault, clear: vault, to: 'clear' });
    }
    if (sql !== undefined) await host.inspect(sql);
    return host;
  }

  return {
    async open(config, sql) {
      const clear = config.layersOff?.includes('L6') ?? false;
      const name = `${clear} ${sql}`;
      const made = hosts.get(name) ?? make(clear, sql);
      hosts.set(name, made);
      const host = await made;
      host.clock.advance(61_000);
      const deps = { ...host.deps, config: { ...host.deps.config, ...config } };
      return { ...host, deps, app: createApp(deps) };
    },
    async close() {
      const opened = await Promise.allSettled(hosts.values());
      await Promise.all(opened.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    },
  };
}
