// Run by drawing.ts in a process of its own, so that nothing is warm: lays out every view once and prints what it cost.
import type { LaidOut } from './drawing.ts';

const spent = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

const started = process.cpuUsage();
const { drawingOf } = await import('../../src/diagram/figure.ts');
const { viewIds } = await import('../../src/architecture/model.ts');
const { toMermaid } = await import('../../src/architecture/mermaid.ts');
const load = spent(started);

const views: Record<string, LaidOut['views'][string]> = {};
for (const id of viewIds) {
  const since = process.cpuUsage();
  await drawingOf(id);
  views[id] = { cpu: spent(since), mermaid: toMermaid(id) };
}
console.log(JSON.stringify({ load, views } satisfies LaidOut));
