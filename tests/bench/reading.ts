// Reading the largest section page on a phone over simulated slow 4G: ours against the limit and against Starlight.
// Runs alternate, so that whatever else the machine does falls on all of them alike.
import { resolve } from 'node:path';
import { dist, ensureBuilt, htmlOf, largestSection } from './built-site.ts';
import { writeHandwritten } from './handwritten.ts';
import { read } from './lighthouse.ts';
import { parsed, wordCount } from './plain.ts';
import { progress } from './progress.ts';
import { names, type Page, type Readings, readingRows } from './reading-rows.ts';
import type { PartReport } from './report.ts';
import { serving } from './serving.ts';
import { buildStarlight } from './starlight.ts';

export async function measureReading(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const address = largestSection();
  const handwritten = resolve('.cache/bench/handwritten');
  writeHandwritten(address, handwritten);
  const starlight = await buildStarlight(address);
  const servers = [
    await serving(dist, 'ours'),
    await serving(handwritten, 'none'),
    await serving(starlight, 'none'),
  ];
  const [ours, limit, peer] = servers.map(({ origin }) => origin);
  const urls: Record<Page, string> = {
    ours: `${ours}${address}`,
    handwritten: `${limit}/`,
    preloading: `${limit}/font/`,
    starlight: `${peer}/`,
  };
  const nodes: Record<Page, number> = {
    ours: elements(htmlOf(address)),
    handwritten: elements(htmlOf('/', handwritten)),
    preloading: elements(htmlOf('/font/', handwritten)),
    starlight: elements(htmlOf('/', starlight)),
  };
  const readings: Readings = { ours: [], handwritten: [], preloading: [], starlight: [] };
  try {
    for (let round = 1; round <= runs; round += 1) {
      for (const page of Object.keys(urls) as Page[]) {
        progress(`Lighthouse, round ${round} of ${runs}: ${names[page]}`);
        readings[page].push(await read(urls[page]));
      }
    }
  } finally {
    for (const server of servers) server.close();
  }
  const words = wordCount(parsed(htmlOf(address)).body);
  return {
    title: `Reading ${address} (${words} words), phone, simulated slow 4G, runs of each in turn: ${runs}`,
    rows: readingRows(readings, nodes),
    notes: notes(readings),
    raw: { address, words, nodes, readings },
  };
}

function notes(readings: Readings): string[] {
  const failed = [...new Set(readings.ours.flatMap((reading) => reading.failed))];
  return [
    ...(failed.length > 0
      ? [`Audits of ours below their mark in at least one run: ${failed.join('; ')}.`]
      : []),
    '(a), (a′): the same words and SVG, a small inlined style sheet, no script. (b): the words of <main>, search and all as it comes.',
    'All come from the same server on this machine, HTTP/1.1 without TLS, brotli 5; only ours is sent its content security policy.',
    'Lighthouse counts localhost as secure: https, the redirect from http, HTTP/2, the CDN and real distance show only once deployed.',
  ];
}

const elements = (html: string): number => parsed(html).querySelectorAll('*').length;
