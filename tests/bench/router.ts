// The router demo on the built page, under the site's policy: 3,000 messages in the tab, a threshold that is dragged, and a file
// of a million rows.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';
import { dist, ensureBuilt } from './built-site.ts';
import { progress } from './progress.ts';
import type { PartReport, Row } from './report.ts';
import { serving } from './serving.ts';
import { median, ms, spread } from './statistics.ts';

const million = 1_000_000;

interface Found {
  /** The worker's own clock: read, held to the contract, calibrated, routed. */
  readonly worker: number;
  /** From the press to the figures of all 3,000 on the page, the worker's start included. */
  readonly press: number;
  /** From a move of the threshold to the new figures in the document: the slowest of forty. */
  readonly move: number;
  /** From choosing the file to its threshold. */
  readonly file: number;
  /** The longest time without a frame while the file is read. */
  readonly gap: number;
}

function aMillionRows(): string {
  const path = join(tmpdir(), `lavbytes-router-${process.pid}.csv`);
  const lines = ['confidence,correct'];
  for (let i = 0; i < million; i++) {
    const confidence = ((i * 7_919) % 10_000) / 10_000;
    lines.push(`${confidence},${(i * 104_729) % 10_000 < confidence * 10_000 ? 1 : 0}`);
  }
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** Waits in the page for words in the plate: no clock but the page's own is in it. */
const until = (page: Page, words: string, from: number): Promise<number> =>
  page.evaluate(
    ([wanted, since]) =>
      new Promise<number>((done) => {
        const tick = (): void => {
          const text = document.querySelector('#router')?.textContent ?? '';
          if (new RegExp(wanted).test(text)) done(performance.now() - since);
          else requestAnimationFrame(tick);
        };
        tick();
      }),
    [words, from] as const,
  );

async function visit(browser: Browser, origin: string, csv: string): Promise<Found> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${origin}/demos/router/`);
  const plate = page.locator('#router');
  await plate.getByRole('button', { name: 'Route 3,000 messages' }).hover();
  await page.waitForSelector('#router[data-live]');
  const since = await page.evaluate(() => {
    const start = performance.now();
    for (const one of document.querySelectorAll<HTMLButtonElement>('#router button'))
      if (one.textContent === 'Route 3,000 messages') one.click();
    return start;
  });
  const press = await until(page, 'routed in [\\d,]+ ms', since);
  const told = /routed in ([\d,]+) ms/.exec((await plate.textContent()) ?? '');
  const move = await page.evaluate(() => {
    const slider = document.querySelector<HTMLInputElement>('#router input[type="range"]');
    if (!slider) throw new Error('The threshold has no slider.');
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    let slowest = 0;
    for (let i = 0; i < 40; i++) {
      const start = performance.now();
      write?.call(slider, String(0.5 + i / 100));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      // Reading the layout makes the browser finish it.
      if (document.body.getBoundingClientRect().height > 0)
        slowest = Math.max(slowest, performance.now() - start);
    }
    return slowest;
  });
  await plate.getByRole('tab', { name: 'Your scores' }).click();
  const started = await page.evaluate(() => {
    const gaps = { longest: 0 };
    let last = performance.now();
    const tick = (): void => {
      const now = performance.now();
      gaps.longest = Math.max(gaps.longest, now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(globalThis, { gaps });
    return performance.now();
  });
  await plate.locator('input[type="file"]').setInputFiles(csv);
  const file = await until(page, '1,000,000 rows, .*(?:Approve from|No threshold can)', started);
  const gap = await page.evaluate(
    () => (globalThis as unknown as { gaps: { longest: number } }).gaps.longest,
  );
  await page.context().close();
  return { worker: Number(told?.[1]?.replaceAll(',', '')), press, move, file, gap };
}

export async function measureRouter(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const [site, csv] = [await serving(dist, 'ours'), aMillionRows()];
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  const found: Found[] = [];
  try {
    for (let round = 1; round <= runs; round += 1) {
      progress(`The router in a tab, round ${round} of ${runs}: 3,000 messages, then a million rows`);
      found.push(await visit(browser, site.origin, csv));
    }
  } finally {
    await browser.close();
    site.close();
    rmSync(csv);
  }
  const worker = readdirSync(`${dist}/_astro`).find((name) => /^model\.worker.*\.js$/.test(name));
  const bytes = worker ? brotliCompressSync(readFileSync(`${dist}/_astro/${worker}`)).length : Number.NaN;
  const row = (what: string, name: keyof Found, most: number): Row => {
    const values = found.map((one) => one[name]);
    return {
      what,
      ours: spread(values, ms),
      budget: `≤ ${most.toLocaleString('en-GB')} ms`,
      verdict: median(values) <= most ? 'pass' : 'missed',
    };
  };
  return {
    title: `The router in a tab: ${runs} rounds`,
    rows: [
      row('3,000 messages read, validated, calibrated and routed, in Chromium', 'worker', 1_000),
      row('press → figures of all of them, the worker’s start included', 'press', 2_000),
      row('a move of the threshold → figures, the slowest of forty', 'move', 50),
      row('a file of 1,000,000 rows → its threshold', 'file', 15_000),
      row('the longest time without a frame meanwhile', 'gap', 200),
      {
        what: 'model, messages, contract and training, brotli',
        ours: `${(bytes / 1_000).toFixed(1)} KB`,
        budget: '≤ 150 KB',
        verdict: bytes <= 150_000 ? 'pass' : 'missed',
      },
    ],
    notes: ['Clocks of the page: on a machine that does other things, it waits for those too.'],
    raw: { found, bytes },
  };
}
