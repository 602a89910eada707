import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { widthOf } from '../diagram/measure.ts';
import { mermaidFigure } from './fences.ts';
import { drawMermaid, stopMermaid } from './mermaid-host.ts';
import { readFence } from './mermaid-text.ts';

// Loading mermaid or a grammar takes a second of an idle core, and many of a busy one.
vi.setConfig({ testTimeout: 90_000 });

const words = '\n  accTitle: A title\n  accDescr: What it shows.\n';

const kinds = {
  flowchart: `flowchart TD${words}  a([Request]) --> b{Valid?}
  b -->|yes| c[Node.js service<br>Business logic]
  b -->|no| d[401, problem details]
  subgraph data [Data]
    e[(PostgreSQL)]
  end
  c -.-> e
  e --> c`,
  sequence: `sequenceDiagram${words}  autonumber
  participant B as Browser
  participant A as Node.js service
  B->>A: POST /v1/auth/refresh
  Note over A: one transaction
  alt current
    A-->>B: 200
  else used before
    A--xB: 401
  end`,
  class: `classDiagram${words}  class Database {
    <<interface>>
    +query(sql, values) Rows
  }
  Database <|.. Pool
  Service "1" --> "1" Database : asks`,
  block: `block-beta${words}  columns 2
  web["Next.js server"] api["Node.js service"]
  store[("PostgreSQL")]:2
  web --> api`,
  pie: `pie showData${words}  title Milliseconds
  "Database" : 42
  "Network" : 30`,
} as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fences-'));
});
afterAll(async () => {
  await stopMermaid();
  await rm(folder, { recursive: true });
});

const place = { file: 'content/pages/x.mdx', line: 10 };
const parse = (svg: string) => new JSDOM(`<body>${svg}</body>`).window.document;

describe.each(Object.entries(kinds))('%s', (_, text) => {
  it('is drawn without styles, HTML, foreign classes or colours', async () => {
    const svg = await drawMermaid(readFence(text).drawn, folder);
    expect(svg).not.toMatch(/style|foreignObject|<script|NaN|undefined|(?:fill|stroke)="|data-/);
    const names = [...svg.matchAll(/class="([^"]*)"/g)].flatMap(([, list]) => (list ?? '').split(' '));
    expect(names.filter((name) => !name.startsWith('mm-'))).toEqual([]);
    const [, width, height] = /viewBox="\S+ \S+ (\d+) (\d+)" width="\1" height="\2"/.exec(svg) ?? [];
    expect(Number(width)).toBeGreaterThan(50);
    expect(Number(height)).toBeGreaterThan(50);
    expect(svg).toContain('role="img" aria-labelledby="{fence}-title" aria-describedby="{fence}-text"');
  });

  it('has every reference on the page, and its own id for each', async () => {
    const one = await mermaidFigure(text, place, 'x-fence-1');
    const two = await mermaidFigure(text, place, 'x-fence-2');
    const document = parse(one + two);
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...(one + two).matchAll(/(?:url\(#|href="#|aria-\w+="x)([^")]+)/g)];
    for (const [all, id] of used) expect(ids).toContain(all.startsWith('aria') ? `x${id}` : id);
  });
});

describe('a drawing', () => {
  it('is the same from another run, in another order', async () => {
    const texts = Object.values(kinds).map((text) => readFence(text).drawn);
    const cold = await Promise.all(texts.map((text) => drawMermaid(text, folder)));
    await stopMermaid();
    const other = join(folder, 'again');
    const again = await Promise.all(texts.reverse().map((text) => drawMermaid(text, other)));
    expect(again.reverse()).toEqual(cold);
  });

  it('keeps the words of its boxes inside them', async () => {
    const { document } = { document: parse(await drawMermaid(readFence(kinds.flowchart).drawn, folder)) };
    const boxes = [...document.querySelectorAll('rect.mm-box')];
    expect(boxes.length).toBe(2);
    for (const box of boxes) {
      const rows = [...(box.parentElement?.querySelectorAll('text > tspan') ?? [])];
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        const wide = (widthOf(row.textContent ?? '', 'name') * 14) / 15;
        expect(wide).toBeLessThan(Number(box.getAttribute('width')) - 12);
      }
    }
  });

  it('has square edges', async () => {
    const { document } = { document: parse(await drawMermaid(readFence(kinds.flowchart).drawn, folder)) };
    const paths = [...document.querySelectorAll('path.mm-line')];
    expect(paths.length).toBe(5);
    for (const path of paths) {
      let at: number[] = [];
      for (const [, command, list] of path.getAttribute('d')?.matchAll(/([MLQ])([^MLQ]*)/g) ?? []) {
        const values = (list ?? '').split(/[ ,]/).map(Number);
        const to = values.slice(-2);
        const [dx = 0, dy = 0] = to.map((value, axis) => Math.abs(value - (at[axis] ?? value)));
        if (command === 'L') expect(Math.min(dx, dy)).toBeLessThan(1);
        at = to;
      }
    }
  });
});

describe('a fence that cannot be drawn stops the build', () => {
  it.each([
    [
      'flowchart TD\n  a --> b',
      'content/pages/x.mdx:11: the mermaid fence has no title; add a line "accTitle: …"',
    ],
    [
      'flowchart TD\n  accTitle: t\n  a --> b',
      'content/pages/x.mdx:11: the mermaid fence has no description; add a line "accDescr: …" that says what it shows',
    ],
    [
      'stateDiagram-v2\n  a --> b',
      'content/pages/x.mdx:11: mermaid\'s "stateDiagram-v2" cannot be drawn at build; write a flowchart, states as nodes and transitions as labelled arrows',
    ],
    [
      '\nerDiagram\n  A ||--o{ B : has',
      'content/pages/x.mdx:12: mermaid\'s "erDiagram" cannot be drawn at build; write a classDiagram, tables as classes and columns as members',
    ],
    [
      'gantt\n  title x',
      'content/pages/x.mdx:11: mermaid\'s "gantt" cannot be drawn at build; write an ordered list or a table',
    ],
    [
      'C4Context\n  title x',
      'content/pages/x.mdx:11: mermaid\'s "C4Context" cannot be drawn at build; write a flowchart with a subgraph for each boundary, or a view of the architecture model',
    ],
    [
      'mindmap\n  root',
      'content/pages/x.mdx:11: mermaid\'s "mindmap" cannot be drawn at build; write a flowchart, sequenceDiagram, classDiagram, block or pie',
    ],
    [
      '%%{init: {"theme": "dark"}}%%\nflowchart TD',
      'content/pages/x.mdx:11: settings in a mermaid fence are not read: the site sets its look; remove them',
    ],
    [
      `flowchart TD${words}  a --> b\n  style a fill:#f00`,
      'content/pages/x.mdx:15: "style" is not read: mark a node with :::accent, :::pass, :::warn or :::fail',
    ],
    [
      `flowchart TD${words}  a --> b\n  c -->> d -]`,
      'content/pages/x.mdx:15: mermaid cannot read "c -->> d -]"; it does not expect TAGEND',
    ],
    [`pie${words}  "a" 12`, 'content/pages/x.mdx:14: mermaid cannot read ""a" 12"; it does not expect 12'],
    [`flowchart TD${words}`, 'content/pages/x.mdx:11: mermaid cannot draw this: there is nothing in it'],
  ])('%s', async (text, message) => {
    await expect(mermaidFigure(text, place, 'x')).rejects.toMatchObject({ message });
  });
});
