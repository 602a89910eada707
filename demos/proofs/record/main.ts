// Runs every proof here and keeps the results: `node demos/proofs/record/main.ts`. What does not hold is printed; the build,
// which reads the results, decides what to make of it.
import { proofs } from '../all.ts';
import { runner } from '../run.ts';
import { openHere } from './host.ts';
import { writeResults } from './write.ts';

const { client, powers, close } = await openHere();
const results = await runner(client, powers).runAll(proofs);
writeResults(client.label.text, results);
for (const { id, outcome } of results)
  if (outcome.kind !== 'held') console.error(`✗ ${id}: ${'why' in outcome ? outcome.why : outcome.kind}`);
await close();
