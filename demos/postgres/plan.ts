// EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) as a tree with what matters of each node. Times are for all loops together, as PostgreSQL
// says them for one.
import * as z from 'zod/mini';

export interface PlanNode {
  readonly type: string;
  /** Table, index or function that it reads; null for nodes that work on rows of others. */
  readonly on: string | null;
  readonly index: string | null;
  /** "Inner", "Anti" … for joins. */
  readonly join: string | null;
  /** Milliseconds, its children's included; and without them. */
  readonly total: number;
  readonly own: number;
  /** Rows over all loops. */
  readonly rows: number;
  readonly expected: number;
  readonly loops: number;
  /** Rows that it read and threw away, over all loops. */
  readonly removed: number;
  readonly conditions: readonly { readonly name: string; readonly text: string }[];
  /** Pages of 8 kB: found in PostgreSQL's own memory, and fetched from outside it. */
  readonly hit: number;
  readonly read: number;
  readonly sort: { readonly method: string; readonly kilobytes: number; readonly disk: boolean } | null;
  readonly heapFetches: number | null;
  readonly batches: number;
  readonly cost: number;
  readonly children: readonly PlanNode[];
}

export interface Plan {
  readonly root: PlanNode;
  /** Milliseconds. */
  readonly planning: number;
  readonly execution: number;
}

const entry = z.looseObject({
  Plan: z.looseObject({ 'Node Type': z.string() }),
  'Planning Time': z._default(z.number(), 0),
  'Execution Time': z._default(z.number(), 0),
});
type Raw = Readonly<Record<string, unknown>>;

const number = (raw: Raw, name: string, otherwise = 0): number =>
  typeof raw[name] === 'number' ? raw[name] : otherwise;
const text = (raw: Raw, name: string): string | null => (typeof raw[name] === 'string' ? raw[name] : null);

const conditions = [
  'Index Cond',
  'Recheck Cond',
  'Filter',
  'Join Filter',
  'Hash Cond',
  'Merge Cond',
  'Sort Key',
  'Group Key',
] as const;

function nodeOf(raw: Raw): PlanNode {
  const loops = number(raw, 'Actual Loops', 1);
  const children = (Array.isArray(raw['Plans']) ? (raw['Plans'] as Raw[]) : []).map(nodeOf);
  const total = number(raw, 'Actual Total Time') * loops;
  const method = text(raw, 'Sort Method');
  return {
    type: text(raw, 'Node Type') ?? 'Unknown',
    on: text(raw, 'Relation Name') ?? text(raw, 'Function Name') ?? text(raw, 'CTE Name'),
    index: text(raw, 'Index Name'),
    join: text(raw, 'Join Type'),
    total,
    own: Math.max(0, total - children.reduce((sum, child) => sum + child.total, 0)),
    rows: Math.round(number(raw, 'Actual Rows') * loops),
    expected: Math.round(number(raw, 'Plan Rows') * Math.max(1, loops)),
    loops,
    removed: Math.round(
      (number(raw, 'Rows Removed by Filter') +
        number(raw, 'Rows Removed by Join Filter') +
        number(raw, 'Rows Removed by Index Recheck')) *
        loops,
    ),
    conditions: conditions.flatMap((name) => {
      const said = raw[name];
      const value = Array.isArray(said) ? said.join(', ') : said;
      return typeof value === 'string' ? [{ name, text: value }] : [];
    }),
    hit: number(raw, 'Shared Hit Blocks'),
    read: number(raw, 'Shared Read Blocks'),
    sort:
      method === null
        ? null
        : {
            method,
            kilobytes: number(raw, 'Sort Space Used'),
            disk: text(raw, 'Sort Space Type') === 'Disk',
          },
    heapFetches: typeof raw['Heap Fetches'] === 'number' ? raw['Heap Fetches'] : null,
    batches: number(raw, 'Hash Batches', 1),
    cost: number(raw, 'Total Cost'),
    children,
  };
}

/** Null when the text is no plan in JSON. */
export function readPlan(json: string): Plan | null {
  try {
    const [first] = z.parse(z.array(entry), JSON.parse(json));
    if (!first) return null;
    return {
      root: nodeOf(first.Plan),
      planning: first['Planning Time'],
      execution: first['Execution Time'],
    };
  } catch {
    return null;
  }
}

export const everyNode = (node: PlanNode): PlanNode[] => [node, ...node.children.flatMap(everyNode)];

export const nameOf = ({ type, on, join }: PlanNode): string =>
  `${join && join !== 'Inner' ? `${join} ` : ''}${type}${on ? ` on ${on}` : ''}`;
