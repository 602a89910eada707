// Drawing the seven diagrams: our layout at build against mermaid in Chromium, and the SVG that each of them makes.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { dist, ensureBuilt, htmlOf, pages } from './built-site.ts';
import { type Rendered, withMermaid } from './mermaid-page.ts';
import { parsed } from './plain.ts';
import { progress } from './progress.ts';
import type { PartReport, Row } from './report.ts';
import { kb, median, ms, ratios, spread, sum, times, written } from './statistics.ts';

/** What lay-out.ts prints: Mermaid text and processor milliseconds by view, laid out in a process of its own. */
export interface LaidOut {
  readonly load: number;
  readonly views: Readonly<Record<string, { readonly cpu: number; readonly mermaid: string }>>;
}

export async function measureDrawing(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const ours: LaidOut[] = [];
  const theirs: Rendered[] = [];
  for (let round = 1; round <= runs; round += 1) {
    progress(`Drawing, round ${round} of ${runs}: ours, mermaid`);
    const laidOut = await layOut();
    ours.push(laidOut);
    theirs.push(await withMermaid(textsOf(laidOut)));
  }
  const ids = Object.keys(ours[0]?.views ?? {});
  const drawn = drawnDiagrams();
  const missing = ids.find((id) => !drawn.has(id));
  if (missing) throw new Error(`No built page has the diagram "${missing}".`);
  const ourSvg = ids.map((id) => drawn.get(id) ?? '');
  const theirSvg = ids.map((id) => theirs[0]?.svg[id] ?? '');
  const cpu = ours.map(({ views }) => sum(Object.values(views).map((view) => view.cpu)));
  const mermaid = theirs.map((rendered) => rendered.cpu);
  return {
    title: `Drawing ${ids.length} diagrams, processor time, fresh processes each: ${runs}`,
    rows: [
      {
        what: `all ${ids.length}`,
        ours: spread(cpu, ms),
        yardstick: `mermaid in Chromium: ${spread(mermaid, ms)}`,
        ratio: spread(ratios(cpu, mermaid), times),
      },
      ...ids.map((id) => ({
        what: `of it ${id}`,
        ours: spread(
          ours.map(({ views }) => views[id]?.cpu ?? Number.NaN),
          ms,
        ),
      })),
      bytes('SVG, raw', ourSvg, theirSvg, rawSize),
      bytes('SVG, brotli 5', ourSvg, theirSvg, brotliSize),
    ],
    notes: [
      `Loading takes ${written(median(ours.map(({ load }) => load)), ms)} more, once a build; mermaid's loading is not counted either.`,
      'Ours is layout in Node, cold, at build; the reader pays none of it. Its SVG is written with the page and shows in the build times.',
      'Mermaid lays out and writes in the page, which is what a reader would wait for.',
    ],
    raw: { ours, mermaid },
  };
}

const textsOf = ({ views }: LaidOut): Record<string, string> =>
  Object.fromEntries(Object.entries(views).map(([id, { mermaid }]) => [id, mermaid]));

async function layOut(): Promise<LaidOut> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'lay-out.ts')]);
  return JSON.parse(stdout);
}

/** The SVG of every diagram by its id, as the pages carry it. */
function drawnDiagrams(): Map<string, string> {
  const found = new Map<string, string>();
  for (const address of pages(dist)) {
    for (const plate of parsed(htmlOf(address)).querySelectorAll('[data-diagram]')) {
      const svg = plate.querySelector('[data-canvas] svg');
      if (svg) found.set(plate.getAttribute('data-diagram') ?? '', svg.outerHTML);
    }
  }
  return found;
}

function bytes(what: string, ours: string[], mermaid: string[], size: (svg: string) => number): Row {
  const [mine, theirs] = [sum(ours.map(size)), sum(mermaid.map(size))];
  return {
    what,
    ours: written(mine, kb),
    yardstick: `mermaid: ${written(theirs, kb)}`,
    ratio: written(mine / theirs, times),
  };
}

const rawSize = (svg: string): number => Buffer.byteLength(svg);
const brotliSize = (svg: string): number =>
  brotliCompressSync(svg, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
