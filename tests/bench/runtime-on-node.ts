// node runtime-on-node.ts <calls> <first> <together>: the sandbox's own handler called in this process, on PGlite from the same
// image. Prints milliseconds a call as JSON, read so many at a time, the first ones left out.
import { signIn } from '../../demos/runtime/client.ts';
import type { Client } from '../../demos/runtime/contract.ts';
import { openSandboxOnNode } from '../../demos/runtime/recorded/make.ts';

const [calls = 0, first = 0, together = 1] = process.argv.slice(2).map(Number);
const { fetch, close } = await openSandboxOnNode(() => {});
const client: Client = {
  label: { kind: 'server', text: 'Node' },
  fetch: (path, init = {}) => fetch(new Request(`https://sandbox.reference-api.example${path}`, { ...init })),
};
const headers = { authorization: `Bearer ${await signIn(client, 'ada')}` };
const took: number[] = [];
for (let call = 0; call < first + calls; call += together) {
  const start = performance.now();
  for (let n = 0; n < together; n += 1) {
    const answer = await client.fetch('/v1/documents', { headers });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    await answer.text();
  }
  took.push((performance.now() - start) / together);
}
await close();
console.log(JSON.stringify(took.slice(first / together)));
