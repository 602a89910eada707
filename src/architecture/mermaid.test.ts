// @vitest-environment jsdom
// The copied text is read back by the real Mermaid and must hold what the model holds: the same ids, the same pairs,
// the same words. Labels contain no character that Mermaid escapes, so they can be compared as they are.

import mermaid from 'mermaid';
import { beforeAll, describe, expect, it } from 'vitest';
import { toMermaid } from './mermaid.ts';
import { labelIn, type ViewId, viewIds, views } from './model.ts';

interface Read {
  readonly nodes: readonly string[];
  readonly groups: readonly string[];
  readonly lines: readonly string[];
  readonly headings: readonly string[];
}

/** The little of Mermaid's two databases that is read here; it exports no types for them. */
interface FlowDb {
  getVertices(): Map<string, { id: string; text: string }>;
  getEdges(): { start: string; end: string; text: string; stroke: string }[];
  getSubGraphs(): { id: string; title: string; nodes: string[] }[];
}
interface SequenceDb {
  getActors(): Map<string, { description: string }>;
  getMessages(): { from: string; to: string; message: string; type: number }[];
  readonly LINETYPE?: unknown;
}
const SOLID = 0;
const DOTTED = 1;
const NOTE = 2;

async function read(text: string): Promise<Read> {
  const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
  if (type === 'sequence') {
    const { getActors, getMessages } = db as unknown as SequenceDb;
    const messages = getMessages.call(db);
    return {
      nodes: [...getActors.call(db)].map(([id, actor]) => `${id}: ${actor.description}`).sort(),
      groups: [],
      lines: messages
        .filter((message) => message.type !== NOTE)
        .map(
          ({ from, to, message, type: line }) =>
            `${from} ${{ [SOLID]: '->', [DOTTED]: '-->' }[line]} ${to}: ${message}`,
        ),
      headings: messages.filter((message) => message.type === NOTE).map(({ message }) => message),
    };
  }
  const flow = db as unknown as FlowDb;
  return {
    nodes: [...flow.getVertices().values()].map(({ id, text: label }) => `${id}: ${label}`).sort(),
    groups: flow
      .getSubGraphs()
      .map(({ id, title, nodes }) => `${id}: ${title}: ${[...nodes].sort().join(' ')}`)
      .sort(),
    lines: flow
      .getEdges()
      .map(
        ({ start, end, text: label, stroke }) =>
          `${start} ${stroke === 'dotted' ? '-.->' : '->'} ${end}: ${label}`,
      ),
    headings: [],
  };
}

function expected(id: ViewId): Read {
  const view = views[id];
  const label = (part: (typeof view.parts)[number]) => labelIn(id, part);
  if (view.layout === 'sequence')
    return {
      nodes: view.parts.map((part) => `${part}: ${label(part).name}`).sort(),
      groups: [],
      lines: view.messages.map(
        ({ from, to, reply, label: words }) => `${from} ${reply ? '-->' : '->'} ${to}: ${words}`,
      ),
      headings: view.messages.flatMap(({ heading }) => heading ?? []),
    };
  return {
    nodes: view.parts.map((part) => `${part}: ${label(part).name}<br>${label(part).detail}`).sort(),
    groups:
      view.layout === 'flow'
        ? view.groups
            .map((group) => `group-${group.id}: ${group.label}: ${[...group.parts].sort().join(' ')}`)
            .sort()
        : [],
    lines: view.relations.map(
      ({ from, to, async, label: words }) => `${from} ${async ? '-.->' : '->'} ${to}: ${words}`,
    ),
    headings: [],
  };
}

beforeAll(() => mermaid.initialize({ startOnLoad: false }));

describe.each(viewIds)('%s', (id) => {
  it('reads back as the model has it', async () => {
    expect(await read(toMermaid(id))).toEqual(expected(id));
  });

  it('is the same text every time', () => {
    expect(toMermaid(id)).toBe(toMermaid(id));
  });
});

describe('the comparison can fail', () => {
  const altered: readonly (readonly [what: string, view: ViewId, from: string, to: string])[] = [
    ['a renamed node', 'request-lifecycle', '  redis["', '  radis["'],
    [
      'a turned arrow',
      'aws-topology',
      'vpc-link -->|"connects to"| internal-alb',
      'internal-alb -->|"connects to"| vpc-link',
    ],
    ['a solid line that should be dashed', 'ai-pipeline', 'raw-input -.->', 'raw-input -->'],
    ['a part in another group', 'system-map', '    redis["Redis<br/>Cache · Sessions"]\n', ''],
    ['a participant too few', 'token-rotation', '  participant audit-trail as Audit Trail\n', ''],
    ['two messages changed over', 'token-rotation', 'sends R1 again', 'sends R1 once more'],
  ];

  it.each(altered)('%s in %s', async (_what, id, from, to) => {
    const text = toMermaid(id);
    expect(text).toContain(from);
    expect(await read(text.replace(from, to))).not.toEqual(expected(id));
  });

  it('broken text does not parse', async () => {
    await expect(read(toMermaid('ai-pipeline').replace('  end\n', ''))).rejects.toThrow();
  });
});
