// The proofs as a reader runs them: all of them on /proofs/ in the tab, how long together and each, and whether the page stays alive.
import { readFileSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';
import type { Pack } from '../../demos/proofs/pack/pack.ts';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';
import { dist, ensureBuilt } from './built-site.ts';
import { progress } from './progress.ts';
import { type PartReport, within } from './report.ts';
import { serving } from './serving.ts';
import { median, ms, seconds, spread, times } from './statistics.ts';

interface Visit {
  /** From the press on a booted service to the last result. */
  readonly all: number;
  readonly slowest: { readonly id: string; readonly ms: number };
  readonly held: string;
  /** Frames a second while they run, over those at rest. */
  readonly frames: number;
}

export async function measureProofs(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const site = await serving(dist, 'ours');
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  const visits: Visit[] = [];
  try {
    for (let round = 1; round <= runs; round += 1) {
      progress(`Proofs, round ${round} of ${runs}: all of them in a tab`);
      visits.push(await visited(browser, `${site.origin}/proofs/`));
    }
  } finally {
    await browser.close();
    site.close();
  }
  const all = visits.map((visit) => visit.all);
  const slowest = visits.map((visit) => visit.slowest.ms);
  const frames = visits.map((visit) => visit.frames);
  return {
    title: `The proofs in the reader’s tab: ${runs} rounds, each in a fresh profile`,
    rows: [
      {
        what: `all proofs, after boot (${visits[0]?.held})`,
        ours: spread(all, seconds),
        budget: '≤ 30 s',
        verdict: within(median(all), 30_000),
      },
      {
        what: `the slowest of them (${visits[0]?.slowest.id})`,
        ours: spread(slowest, ms),
        budget: '≤ 2000 ms',
        verdict: within(median(slowest), 2_000),
      },
      {
        what: 'frames kept while they run',
        ours: spread(frames, times),
        yardstick: 'the same page at rest: 1',
        budget: '> 0.9',
        verdict: median(frames) > 0.9 ? 'pass' : 'missed',
      },
    ],
    notes: ['A run moves the service’s clock on where its limits are used up; nobody waits for that.'],
    raw: visits,
  };
}

/** Frames a second until `until` holds, counted in the page. */
const framesUntil = (until: string): string => `new Promise((done) => {
  let seen = 0;
  const start = performance.now();
  const frame = (now) => {
    seen += 1;
    if (${until}) done({ rate: (seen * 1000) / (now - start), took: now - start });
    else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

async function visited(browser: Browser, address: string): Promise<Visit> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(address);
  const plate = page.locator('#ledger');
  const saving = plate.getByRole('button', { name: 'Save as JSON' });
  // One proof boots the service, so that what follows is the proofs alone.
  await plate.getByText('L4 Authorisation').click();
  await plate.getByRole('button', { name: /^Run: A member of one organisation/ }).click();
  await saving.waitFor({ timeout: 120_000 });
  const rest = (await page.evaluate(framesUntil('now - start > 2000'))) as { rate: number };
  await plate.getByRole('button', { name: 'Run all' }).click();
  const ready = `document.querySelector('#ledger progress') === null && now - start > 500`;
  const run = (await page.evaluate(framesUntil(ready))) as { rate: number; took: number };
  const download = page.waitForEvent('download');
  await saving.click();
  const pack = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as Pack;
  await page.context().close();
  const [slowest = { id: '', ms: 0 }] = [...pack.proofs].sort((a, b) => b.ms - a.ms);
  const { held, of } = pack.figures.proofs;
  return {
    all: run.took,
    slowest: { id: slowest.id, ms: slowest.ms },
    held: `${held} of ${of} hold`,
    frames: run.rate / rest.rate,
  };
}
