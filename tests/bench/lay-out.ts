// Run by drawing.ts in a process of its own, so that nothing is warm: lays out every view once and prints how long each took.
import type { LaidOut } from './drawing.ts';

const since = performance.now();
const { drawingOf } = await import('../../src/diagram/figure.ts');
const { viewIds } = await import('../../src/architecture/model.ts');
const { toMermaid } = await import('../../src/architecture/mermaid.ts');
const load = performance.now() - since;

const views: Record<string, LaidOut['views'][string]> = {};
for (const id of viewIds) {
  const started = performance.now();
  await drawingOf(id);
  views[id] = { ms: performance.now() - started, mermaid: toMermaid(id) };
}
console.log(JSON.stringify({ load, views } satisfies LaidOut));
