// A plan in plain words: what each node did that costs, or that surprises, and what one could do. One rule a note.
import { everyNode, nameOf, type Plan, type PlanNode } from './plan.ts';

export interface Note {
  readonly tone: 'warn' | 'pass' | 'info';
  readonly text: string;
}

type Rule = (node: PlanNode) => Note | null;

const count = (n: number, one: string, many = `${one}s`): string =>
  n === 1 ? `1 ${one}` : `${n.toLocaleString('en-GB')} ${many}`;
const warn = (text: string): Note => ({ tone: 'warn', text });
const info = (text: string): Note => ({ tone: 'info', text });
const filterOf = ({ conditions }: PlanNode): string =>
  conditions.find(({ name }) => name === 'Filter')?.text ?? '';

/** A factor between the estimate and what came, both ways; a row more or less is nothing. */
export const misjudged = ({ rows, expected, loops }: PlanNode): number =>
  loops === 0 ? 1 : Math.max((rows + 1) / (expected + 1), (expected + 1) / (rows + 1));

const few = 0.2;

export const rules: Readonly<Record<string, Rule>> = {
  neverRun: ({ loops }) => (loops === 0 ? info('Never run: the rows above it were not needed.') : null),
  policy: (node) =>
    node.conditions.some(({ text }) =>
      /api\.(organisation|member|member_role)\(\)|current_setting\('app\./.test(text),
    )
      ? info('Row security added a part of this condition: you did not write it, and cannot leave it out.')
      : null,
  fullRead: ({ type, on, rows, removed, ...node }) => {
    if (!type.endsWith('Seq Scan') || removed < 1_000 || rows > few * (rows + removed)) return null;
    const by = /\((\w+) (?:=|>|<|>=|<=|~~) /.exec(filterOf({ type, on, rows, removed, ...node }))?.[1];
    return warn(
      `Read every row of ${on}, ${count(rows + removed, 'row')}, and kept ${rows.toLocaleString('en-GB')}. An index on ${by ? `(${by})` : 'the columns of the filter'} could go straight to them.`,
    );
  },
  fullReadFits: ({ type, on, rows, removed }) =>
    type.endsWith('Seq Scan') && rows + removed >= 1_000 && rows > few * (rows + removed)
      ? info(`Read ${on} from end to end, which is right here: a large part of its rows is wanted.`)
      : null,
  direct: ({ type, index, rows, removed }) =>
    /^(Index|Bitmap Index)/.test(type) && removed <= rows
      ? { tone: 'pass', text: `Went straight to ${count(rows, 'row')} by the index ${index}.` }
      : null,
  indexThrewAway: ({ type, index, rows, removed }) =>
    /^Index/.test(type) && removed > rows && removed >= 100
      ? warn(
          `The index ${index} led to ${count(rows + removed, 'row')}, and ${removed.toLocaleString('en-GB')} did not fit. An index with the columns of the filter would find fewer.`,
        )
      : null,
  estimate: (node) =>
    misjudged(node) >= 10
      ? warn(
          `Expected ${count(node.expected, 'row')} and got ${node.rows.toLocaleString('en-GB')}. The statistics are old (ANALYZE renews them), or the columns depend on each other.`,
        )
      : null,
  sortOnDisk: ({ sort }) =>
    sort?.disk
      ? warn(
          `Sorted on disk, ${count(sort.kilobytes, 'kB', 'kB')}: more than work_mem holds. An index in this order needs no sorting.`,
        )
      : null,
  hashInPieces: ({ batches }) =>
    batches > 1
      ? warn(`The hash table did not fit into work_mem and was done in ${batches} pieces, through the disk.`)
      : null,
  inLoops: ({ type, loops, total }) =>
    loops >= 1_000 && total > 1 && type !== 'Memoize'
      ? warn(`Run ${count(loops, 'time')}, once for each row beside it. A hash join would read it once.`)
      : null,
  heapFetches: ({ heapFetches, type }) =>
    type === 'Index Only Scan' && heapFetches
      ? info(
          `Had to look into the table ${count(heapFetches, 'time')} although the index holds the columns: VACUUM marks pages that need no look.`,
        )
      : null,
};

export const notesOn = (node: PlanNode): Note[] => Object.values(rules).flatMap((rule) => rule(node) ?? []);

/** The whole in a sentence or two. */
export function summary({ root, planning, execution }: Plan): string {
  const nodes = everyNode(root);
  const slowest = nodes.reduce((most, node) => (node.own > most.own ? node : most), root);
  const share = root.total > 0 ? Math.round((slowest.own / root.total) * 100) : 0;
  const pages = root.hit + root.read;
  return [
    `Planned in ${milliseconds(planning)}, ran in ${milliseconds(execution)}, touched ${count(pages, 'page')} of 8 kB (${root.hit.toLocaleString('en-GB')} already in memory).`,
    ...(nodes.length > 1 && share > 0 ? [`${share} % of the time went into ${nameOf(slowest)}.`] : []),
  ].join(' ');
}

export const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(2) : ms.toFixed(1)} ms`;

export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** Above 1: the second is better by this factor; null: nothing to compare. */
  readonly factor: number | null;
}

/** Above 1 when it became less. */
const factor = (before: number, after: number): number | null =>
  before > 0 && after > 0 ? before / after : null;

/** The pinned plan against the next. */
export function differences(before: Plan, after: Plan): Difference[] {
  const row = (what: string, of: (plan: Plan) => number, say: (n: number) => string): Difference => ({
    what,
    before: say(of(before)),
    after: say(of(after)),
    factor: factor(of(before), of(after)),
  });
  const plain = (n: number): string => n.toLocaleString('en-GB');
  const thrown = ({ root }: Plan): number => everyNode(root).reduce((sum, { removed }) => sum + removed, 0);
  const ways = ({ root }: Plan): string =>
    everyNode(root)
      .filter(({ on, index }) => on !== null || index !== null)
      .map((node) => (node.index && !node.on ? `${node.type} on ${node.index}` : nameOf(node)))
      .join(', ') || root.type;
  return [
    row('Execution', ({ execution }) => execution, milliseconds),
    row('Pages touched', ({ root }) => root.hit + root.read, plain),
    { what: 'Rows given', before: plain(before.root.rows), after: plain(after.root.rows), factor: null },
    row('Rows read and thrown away', thrown, plain),
    row('Cost, as estimated', ({ root }) => root.cost, plain),
    { what: 'How the rows were found', before: ways(before), after: ways(after), factor: null },
  ];
}
