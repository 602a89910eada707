// The sandbox's own handler called in this process, on PGlite from the same image. Prints the readings as JSON.
import type { Client } from '../../demos/runtime/contract.ts';
import { openSandboxOnNode } from '../../demos/runtime/recorded/make.ts';
import { timeRequests } from './runtime-requests.ts';

const { fetch, close } = await openSandboxOnNode(() => {});
const client: Client = {
  label: { kind: 'server', text: 'Node' },
  fetch: (path, init = {}) => fetch(new Request(`https://sandbox.reference-api.example${path}`, { ...init })),
};
const readings = await timeRequests(client);
await close();
console.log(JSON.stringify(readings));
