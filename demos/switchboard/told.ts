// What the architecture model and the infrastructure template say, as the page tells it: told.json, which told.test.ts makes from
// both and compares with them, so that a change there turns the build red until it is told here too.
import type { Switch } from './demo.ts';
import type { Facts } from './outcome.ts';
import told from './told.json' with { type: 'json' };

interface Part {
  readonly name: string;
  readonly detail: string;
  readonly fails: string;
  readonly notices: string;
}
/** A property of the synthesised template. */
interface Property {
  readonly type: string;
  readonly property: string;
  readonly value: string | number | boolean;
}

export type FactId = keyof typeof told.template;
const template: Readonly<Record<FactId, Property>> = told.template;
const parts: Readonly<Record<string, Part>> = told.parts;

/** @throws for a part that is not told; a test asks for all of them */
export function partOf(id: string): Part {
  const found = parts[id];
  if (!found) throw new Error(`Nothing is told of ${id}.`);
  return found;
}

export const facts: Facts = {
  standby: template['postgres-multi-az'].value === true,
  replica: template['redis-multi-az'].value === true && template['redis-failover'].value === true,
  webTasks: Number(template['web-tasks'].value),
  apiTasks: Number(template['api-tasks'].value),
  readiness: {
    path: String(template['health-path'].value),
    seconds: Number(template['health-interval'].value) * Number(template['health-unhealthy'].value),
  },
};

/** What each property means for a reader. */
const meaning: Readonly<Record<FactId, string>> = {
  'postgres-multi-az': 'RDS keeps a standby in the other zone and promotes it.',
  'postgres-backup': 'Days for which a backup can be restored.',
  'redis-multi-az': 'The nodes of ElastiCache stand in different zones.',
  'redis-failover': 'A replica takes over by itself.',
  'web-tasks': 'Tasks of Next.js that ECS keeps, over both zones.',
  'api-tasks': 'Tasks of the API that ECS keeps, over both zones.',
  'health-path': 'What the load balancer asks each API task.',
  'health-interval': 'Seconds between two of these questions.',
  'health-unhealthy': 'Missed answers until a task gets no more calls.',
  'redis-nodes': 'Nodes of ElastiCache: a primary and its replica.',
  rotation: 'How often the database password changes by itself.',
};

const asked: Readonly<Record<Switch, readonly FactId[]>> = {
  'zone-a': ['api-tasks', 'web-tasks', 'postgres-multi-az', 'redis-multi-az', 'redis-failover'],
  'zone-b': ['api-tasks', 'web-tasks', 'postgres-multi-az', 'redis-multi-az'],
  task: ['api-tasks', 'health-path', 'health-interval', 'health-unhealthy'],
  cache: ['redis-nodes', 'redis-multi-az', 'redis-failover'],
  database: ['postgres-multi-az', 'postgres-backup', 'health-path', 'health-interval', 'health-unhealthy'],
  rotated: ['rotation'],
  secrets: ['api-tasks', 'web-tasks', 'rotation'],
};

interface Row extends Property {
  readonly id: FactId;
  readonly means: string;
}

/** The template's lines for these, each once. */
export const rowsFor = (on: readonly Switch[]): readonly Row[] =>
  [...new Set(on.flatMap((one) => asked[one]))].map((id) => ({ id, ...template[id], means: meaning[id] }));
