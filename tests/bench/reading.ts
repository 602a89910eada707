// Reading the largest section page and the form on a phone over simulated slow 4G: ours against the limit, and against Starlight.
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

/** Where a client's reading ends; a form has no like in Starlight. */
const form = '/start/';

export async function measureReading(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const section = largestSection();
  const pages = [
    await readBeside(section, runs, await buildStarlight(section)),
    await readBeside(form, runs, null),
  ];
  return {
    title: `Reading on a phone, simulated slow 4G, runs of each in turn: ${runs}. ${pages.map(({ address, words }) => `${address}: ${words} words`).join('; ')}`,
    rows: pages.flatMap(({ address, rows }) =>
      rows.map((row) => ({ ...row, what: `${address} ${row.what}` })),
    ),
    notes: notes(pages.map(({ readings }) => readings)),
    raw: pages.map(({ address, words, nodes, readings }) => ({ address, words, nodes, readings })),
  };
}

/** One page of ours against the same words by hand and, where that is built, in Starlight. */
async function readBeside(address: string, runs: number, starlight: string | null) {
  const handwritten = resolve(`.cache/bench/handwritten${address.replaceAll('/', '-')}`);
  writeHandwritten(address, handwritten);
  const ours = await serving(dist, 'ours');
  const limit = await serving(handwritten, 'none');
  const peer = starlight === null ? null : await serving(starlight, 'none');
  const urls: Readonly<Partial<Record<Page, string>>> = {
    ours: `${ours.origin}${address}`,
    handwritten: `${limit.origin}/`,
    preloading: `${limit.origin}/font/`,
    ...(peer && { starlight: `${peer.origin}/` }),
  };
  const nodes: Partial<Record<Page, number>> = {
    ours: elements(htmlOf(address)),
    handwritten: elements(htmlOf('/', handwritten)),
    preloading: elements(htmlOf('/font/', handwritten)),
    ...(starlight !== null && { starlight: elements(htmlOf('/', starlight)) }),
  };
  const asked = Object.entries(urls) as [Page, string][];
  const readings: Readings = Object.fromEntries(asked.map(([page]) => [page, []]));
  try {
    for (let round = 1; round <= runs; round += 1) {
      for (const [page, url] of asked) {
        progress(`Lighthouse, ${address}, round ${round} of ${runs}: ${names[page]}`);
        readings[page]?.push(await read(url));
      }
    }
  } finally {
    for (const server of [ours, limit, peer]) server?.close();
  }
  const yardsticks = asked.flatMap(([page]) => (page === 'ours' ? [] : [page]));
  const rows = readingRows(readings, nodes, yardsticks);
  return { address, words: wordCount(parsed(htmlOf(address)).body), nodes, readings, rows };
}

function notes(all: readonly Readings[]): string[] {
  const failed = [...new Set(all.flatMap(({ ours = [] }) => ours.flatMap((reading) => reading.failed)))];
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
