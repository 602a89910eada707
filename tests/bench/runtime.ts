// The API in the reader's tab: from the press to the first answer against PGlite alone from the same image, a request against the
// same handler in Node on PGlite, what travels, what it takes of memory, and whether the page stays alive.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Client } from '../../demos/runtime/contract.ts';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';
import { ensureBuilt } from './built-site.ts';
import { progress } from './progress.ts';
import { type PartReport, type Row, type Verdict, within } from './report.ts';
import { benchPages } from './runtime-pages.ts';
import { kinds, type Readings, type timeRequests } from './runtime-requests.ts';
import { type count, median, ms, ratios, spread, times } from './statistics.ts';

const run = promisify(execFile);
type Which = 'ours' | 'bare';
const mb = { unit: 'MB', digits: 1, per: 1e6 };
const fine = { unit: 'ms', digits: 2 };

export async function measureRuntime(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const site = await benchPages();
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  const raw = {
    cold: { ours: [] as number[], bare: [] as number[] },
    warm: { ours: [] as number[], bare: [] as number[] },
    bytes: { ours: [] as number[], bare: [] as number[] },
    memory: { ours: [] as number[], bare: [] as number[] },
    requests: { ours: [] as Readings[], node: [] as Readings[] },
    frames: [] as number[],
    stop: [] as number[],
  };
  try {
    for (let round = 1; round <= runs; round += 1) {
      progress(`Runtime, round ${round} of ${runs}: the API in a tab, PGlite alone, the handler in Node`);
      const order: readonly Which[] = round % 2 === 1 ? ['ours', 'bare'] : ['bare', 'ours'];
      for (const which of order) {
        const visit = await visited(browser, `${site.origin}/${which}.html`);
        for (const key of ['cold', 'warm', 'bytes', 'memory'] as const) raw[key][which].push(visit[key]);
        if (which === 'ours') {
          raw.requests.ours.push(await inTab(visit.page));
          raw.requests.node.push(await inNode());
          const { frames, stop } = await alive(visit.page);
          raw.frames.push(frames);
          raw.stop.push(stop);
        }
        await visit.page.context().close();
      }
    }
  } finally {
    await browser.close();
    site.close();
  }

  const start = (what: 'cold' | 'warm', most: number): Row => ({
    ...compared(`press → first 200, ${what}`, raw[what].ours, raw[what].bare, 1.3, 'PGlite alone, SELECT 1'),
    ...(what === 'warm' && { verdict: '' as const, budget: '' }),
    what: `press → first 200, ${what} (aim: ${most / 1000} s)`,
  });
  return {
    title: `The API in the reader’s tab: ${runs} rounds, each in a fresh profile`,
    rows: [
      start('cold', 2_500),
      start('warm', 1_500),
      compared(
        'a request, the mean of four kinds',
        raw.requests.ours.map(mean),
        raw.requests.node.map(mean),
        1.5,
        'same in Node',
        fine,
      ),
      ...kinds.map((kind) => ({
        ...compared(
          `of it: a document is ${kind}`,
          raw.requests.ours.map((readings) => median(readings[kind])),
          raw.requests.node.map((readings) => median(readings[kind])),
          1.5,
          'same in Node',
          fine,
        ),
        budget: '',
        verdict: '' as const,
      })),
      atMost('transferred, cold, with the page', raw.bytes.ours, raw.bytes.bare, 5e6, mb),
      atMost('memory of the page’s process', raw.memory.ours, raw.memory.bare, 250e6, mb),
      {
        what: 'frames kept while a query runs',
        ours: spread(raw.frames, times),
        yardstick: 'the same page at rest: 1',
        budget: '> 0.9',
        verdict: median(raw.frames) > 0.9 ? 'pass' : 'missed',
      },
      { ...atMost('Stop, during a query', raw.stop, [], 200, ms), yardstick: '' },
    ],
    notes: [
      'Both pages are served with the same headers and brotli; press → answer is measured in the page.',
      'A request is timed in turns of ten of a kind, because a page’s clock has steps of 0.1 ms: the median of ten turns after four that warm up, by the same code in a tab and in a Node process that are both new in each round; in the tab it crosses to the worker and back, which takes 0.2 to 0.3 ms whatever is asked.',
      'Memory is what the process holds for itself alone (smaps_rollup), after the first answer; elsewhere than on Linux it is not told.',
      'On a machine that does other things, frames are dropped for that too.',
    ],
    raw,
  };
}

interface Visit {
  readonly page: Page;
  readonly cold: number;
  readonly warm: number;
  /** Of the first visit, with the page. */
  readonly bytes: number;
  readonly memory: number;
}

/** A fresh profile: the first press with an empty cache, then the page again. It is left booted. */
async function visited(browser: Browser, address: string): Promise<Visit> {
  const page = await (await browser.newContext()).newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) =>
    sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize)),
  );
  const press = async (): Promise<number> => {
    await page.waitForFunction('typeof press === "function"');
    return (await page.evaluate('press()')) as number;
  };
  await page.goto(address);
  const cold = await press();
  const bytes = (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
  const memory = await memoryOf(browser);
  await page.reload();
  return { page, cold, warm: await press(), bytes, memory };
}

/** Bytes that the largest renderer holds alone. NaN where the system does not tell. */
async function memoryOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const held = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
        const parts = [...text.matchAll(/^Private_\w+:\s+(\d+) kB/gm)];
        return parts.reduce((total, [, size]) => total + Number(size) * 1024, 0);
      } catch {
        return Number.NaN;
      }
    });
  return Math.max(...held);
}

declare const runtime: typeof import('../../demos/runtime/runtime.ts').runtime;

const inTab = (page: Page): Promise<Readings> =>
  page.evaluate(async () => {
    const { timeRequests: time } = globalThis as unknown as { timeRequests: typeof timeRequests };
    return time(runtime.running?.client as Client);
  });

/** A process of its own, so that it is as new, and as warm, as the tab is. */
async function inNode(): Promise<Readings> {
  const { stdout } = await run(process.execPath, [
    fileURLToPath(new URL('./runtime-on-node.ts', import.meta.url)),
  ]);
  return JSON.parse(stdout) as Readings;
}

/** Of one request, when as many of each kind are sent. */
const mean = (readings: Readings): number =>
  kinds.reduce((sum, kind) => sum + median(readings[kind]), 0) / kinds.length;

/** The share of frames that are left while a query keeps the worker busy, and milliseconds until Stop has answered. */
const alive = (page: Page): Promise<{ frames: number; stop: number }> =>
  page.evaluate(async () => {
    const frames = (milliseconds: number): Promise<number> =>
      new Promise((done) => {
        let seen = 0;
        const until = performance.now() + milliseconds;
        const frame = (now: number): void => {
          seen += 1;
          if (now < until) requestAnimationFrame(frame);
          else done(seen);
        };
        requestAnimationFrame(frame);
      });
    const alone = await frames(2_000);
    const query = runtime.running?.inspect?.('select sum(sqrt(n)) from generate_series(1, 2000000000) n');
    const ended = query?.catch(() => {});
    const beside = await frames(2_000);
    const start = performance.now();
    runtime.stop();
    await ended;
    return { frames: beside / alone, stop: performance.now() - start };
  });

function compared(
  what: string,
  ours: readonly number[],
  theirs: readonly number[],
  most: number,
  yardstick: string,
  unit = ms,
): Row {
  const ratio = ratios(ours, theirs);
  return {
    what,
    ours: spread(ours, unit),
    yardstick: `${yardstick}: ${spread(theirs, unit)}`,
    ratio: spread(ratio, times),
    budget: `≤ ${most} ×`,
    verdict: within(median(ratio), most),
  };
}

function atMost(
  what: string,
  ours: readonly number[],
  bare: readonly number[],
  most: number,
  unit: typeof count,
): Row {
  const verdict: Verdict = ours.some(Number.isNaN) ? '' : within(median(ours), most);
  return {
    what,
    ours: spread(ours, unit),
    yardstick: `PGlite alone: ${spread(bare, unit)}`,
    budget: `≤ ${spread([most], unit)}`,
    verdict,
  };
}
