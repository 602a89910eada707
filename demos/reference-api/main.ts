// The edge of the process: environment, adapters, listen, drain. Everything that answers a request is in app.ts.
import { createServer } from 'node:http';
import { createApp } from './app.ts';
import { createAnchoring } from './audit/anchor.ts';
import { nodeSha256 } from './audit/sha256-node.ts';
import type { Deps } from './deps.ts';
import { openAdapters } from './host/adapters.ts';
import { EnvironmentFaults, readEnvironment, type Settings } from './host/environment.ts';
import { endWell } from './host/lifecycle.ts';
import { listen } from './host/listen.ts';
import { modelOf } from './host/model.ts';
import { bufferedOut } from './host/out.ts';
import { welcome } from './host/welcome.ts';
import { nodePasswords } from './identity/passwords-node.ts';
import { nodeSignatures } from './identity/signatures-node.ts';
import { systemClock, systemIds } from './ids.ts';
import { readPdf } from './intake/read-pdf.ts';
import { openLeads } from './leads/leads.ts';
import { startPostman } from './leads/postman.ts';
import { jsonLog } from './observe/log.ts';
import { otlpExporter } from './observe/otlp.ts';
import { migrate } from './storage/migrate.ts';
import { migrationFiles } from './storage/migration-files.ts';
import { seed } from './storage/seed.ts';
import { nodeCipher } from './vault/cipher-node.ts';
import { createVault } from './vault/vault.ts';

async function main(settings: Settings): Promise<void> {
  const clock = systemClock;
  const ids = systemIds(clock);
  const out = bufferedOut((text) => process.stdout.write(text));
  const log = jsonLog(out.write, clock);
  const passwords = nodePasswords(ids);
  const { openDatabase, ...adapters } = await openAdapters(settings, clock);
  const { config } = settings;

  const database = await openDatabase(async (owner) => {
    const applied = await migrate(owner, migrationFiles());
    for (const name of applied) log.write('info', 'migrated', { name });
    if (config.mode === 'production') return;
    const vault = createVault({ ...adapters, database: owner, clock, ids, config, cipher: nodeCipher });
    await seed(owner, { passwords, clock, seal: vault.seal });
  });
  const deps: Deps = {
    config,
    database,
    ...adapters,
    clock,
    ids,
    passwords,
    log,
    cipher: nodeCipher,
    signatures: nodeSignatures,
    readPdf,
    ...(settings.model && { processor: await modelOf(settings.model, clock) }),
  };

  const { anchorHead } = createAnchoring({ database, ...adapters, clock, sha256: nodeSha256 });
  async function anchor(): Promise<void> {
    try {
      const done = await anchorHead();
      if (done.kind === 'rewritten') log.write('error', 'audit-rewritten', { seq: done.seq });
    } catch (error) {
      log.write('warn', 'not-anchored', { error: error instanceof Error ? error.name : typeof error });
    }
  }
  // At the start too: a chain that was rewritten while nobody looked is told of at once.
  await anchor();
  setInterval(anchor, 60_000).unref();

  let draining = false;
  const exporter =
    settings.otlp === null ? null : otlpExporter({ endpoint: settings.otlp, service: 'reference-api', ids });
  const app = createApp(deps, { draining: () => draining, ...(exporter && { traced: exporter.take }) });
  const stopWork = app.intake.start(1_000);
  const postman =
    config.leads &&
    startPostman({
      leads: openLeads(deps, app.vault, config.leads),
      mail: settings.mail && (await import('./leads/smtp.ts')).smtpMail(settings.mail),
      domain: new URL(config.issuer).hostname,
      clock,
      log,
    });
  const server = await listen(app, settings);
  const metrics = settings.metricsPort === null ? null : serveMetrics(app.metrics.text, settings.metricsPort);
  log.write('info', 'listening', { host: settings.host, port: server.port, mode: config.mode });
  if (config.mode === 'development') out.write(welcome(settings.host, server.port));

  endWell({
    server,
    log,
    drainSeconds: settings.drainSeconds,
    begin() {
      draining = true;
    },
    async finish() {
      await stopWork();
      await Promise.allSettled([app.settle(), exporter?.flush(), postman?.stop()]);
      await anchor();
      metrics?.close();
      await Promise.allSettled([database.close(), adapters.cache.close()]);
    },
    flush: out.flush,
  });
}

function serveMetrics(text: (gauges: Record<string, number>) => string, port: number) {
  return createServer((_request, response) => {
    const { rss, heapUsed } = process.memoryUsage();
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(text({ process_resident_memory_bytes: rss, nodejs_heap_used_bytes: heapUsed }));
  }).listen(port, '0.0.0.0');
}

try {
  await main(readEnvironment(process.env));
} catch (error) {
  if (!(error instanceof EnvironmentFaults)) throw error;
  console.error(`The service does not start.\n${error.faults.map((fault) => `  ✗ ${fault}`).join('\n')}`);
  process.exitCode = 78;
}
