// Runs the proofs against a server that runs already: `node demos/proofs/record/server.ts https://api.example`. It waits out the
// server's limits, which takes minutes, and writes the evidence as JSON. Exit code 1 when a proof fails.
import { mkdirSync, writeFileSync } from 'node:fs';
import { signInBody } from '../../runtime/client.ts';
import { serverHost } from '../../runtime/hosts/server.ts';
import { proofs } from '../all.ts';
import { runner } from '../run.ts';

const signs = { held: '✓', failed: '✗', 'not-run': '○', cancelled: '○' } as const;
const [address] = process.argv.slice(2);
if (address === undefined || !URL.canParse(address)) {
  console.error('✗ Name the server: node demos/proofs/record/server.ts https://api.example');
  process.exit(1);
}
const base = address.replace(/\/$/, '');
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const { client } = await serverHost({ base, text: base }).boot({ signal: stop.signal, progress() {} });
const known = await client.fetch('/v1/sessions', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(signInBody('ada')),
});
if (known.status === 401) {
  console.error('✗ This server does not know the example people, whom the proofs sign in as.');
  process.exit(1);
}
const results = await runner(client).runAll(
  proofs,
  (event) => {
    if (event.kind === 'waiting')
      console.log(`… ${Math.ceil(event.milliseconds / 1000)} s, for the server’s limits`);
    if (event.kind !== 'done') return;
    const { id, outcome, ms } = event.result;
    console.log(`${signs[outcome.kind]} ${id}, ${ms} ms${'why' in outcome ? `: ${outcome.why}` : ''}`);
  },
  stop.signal,
);
const file = `.cache/proofs/${new URL(base).host.replaceAll(':', '-')}.json`;
mkdirSync('.cache/proofs', { recursive: true });
writeFileSync(file, `${JSON.stringify({ host: base, date: new Date().toISOString(), results }, null, 1)}\n`);
console.log(`The evidence: ${file}`);
if (results.some(({ outcome }) => outcome.kind === 'failed')) process.exitCode = 1;
