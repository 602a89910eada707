// Drawing the seven diagrams: our layout at build against mermaid in Chromium, and the SVG that each of them makes.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { dist, ensureBuilt, htmlOf, pages } from './built-site.ts';
import { withMermaid } from './mermaid-page.ts';
import { parsed } from './plain.ts';
import { progress } from './progress.ts';
import type { PartReport, Row } from './report.ts';
import { kb, median, ms, ratios, spread, sum, times, written } from './statistics.ts';

/** What lay-out.ts prints: Mermaid text and milliseconds by view, laid out in a process of its own. */
export interface LaidOut {
  readonly load: number;
  readonly views: Readonly<Record<string, { readonly ms: number; readonly mermaid: string }>>;
}

export async function measureDrawing(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const ours: LaidOut[] = [];
  const theirs: Record<string, { ms: number; svg: string }>[] = [];
  for (let round = 1; round <= runs; round += 1) {
    progress(`Drawing, round ${round} of ${runs}: ours, mermaid`);
    const laidOut = await layOut();
    ours.push(laidOut);
    const texts = Object.fromEntries(Object.entries(laidOut.views).map(([id, { mermaid }]) => [id, mermaid]));
    theirs.push(await withMermaid(texts));
  }
  const ids = Object.keys(ours[0]?.views ?? {});
  const svg = drawn();
  const missing = ids.find((id) => !svg.has(id));
  if (missing) throw new Error(`No built page has the diagram "${missing}".`);
  const ourSvg = ids.map((id) => svg.get(id) ?? '');
  const theirSvg = ids.map((id) => theirs[0]?.[id]?.svg ?? '');
  const per = (id: string): Row => {
    const mine = ours.map(({ views }) => views[id]?.ms ?? Number.NaN);
    const mermaid = theirs.map((views) => views[id]?.ms ?? Number.NaN);
    return against(`laid out: ${id}`, mine, mermaid);
  };
  const all = against(
    `laid out: all ${ids.length}`,
    ours.map(({ views }) => sum(Object.values(views).map((view) => view.ms))),
    theirs.map((views) => sum(Object.values(views).map((view) => view.ms))),
  );
  return {
    title: `Drawing ${ids.length} diagrams, ${runs} fresh processes each, against mermaid 12 in Chromium`,
    rows: [
      all,
      ...ids.map(per),
      bytes('SVG, raw', ourSvg, theirSvg, rawSize),
      bytes('SVG, brotli 5', ourSvg, theirSvg, brotliSize),
    ],
    notes: [
      `Loading our layout takes ${written(median(ours.map(({ load }) => load)), ms)} once a build; mermaid's own loading is not counted either.`,
      'Ours is layout alone: writing the SVG is part of rendering the page and shows in the build times. Mermaid lays out and writes.',
    ],
    raw: {
      ours,
      mermaid: theirs.map((views) =>
        Object.fromEntries(Object.entries(views).map(([id, view]) => [id, view.ms])),
      ),
    },
  };
}

async function layOut(): Promise<LaidOut> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'lay-out.ts')]);
  return JSON.parse(stdout);
}

/** The SVG of every diagram by its id, as the pages carry it. */
function drawn(): Map<string, string> {
  const found = new Map<string, string>();
  for (const address of pages(dist)) {
    for (const plate of parsed(htmlOf(address)).querySelectorAll('[data-diagram]')) {
      const svg = plate.querySelector('[data-canvas] svg');
      if (svg) found.set(plate.getAttribute('data-diagram') ?? '', svg.outerHTML);
    }
  }
  return found;
}

function against(what: string, ours: number[], mermaid: number[]): Row {
  return {
    what,
    ours: spread(ours, ms),
    yardstick: `mermaid: ${spread(mermaid, ms)}`,
    ratio: spread(ratios(ours, mermaid), times),
  };
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
