// The PostgreSQL console in the reader's tab: a thousand small statements through the console against PGlite called directly in a
// worker, the first result after Boot against PGlite alone from the same image, and Stop during a query that never ends.
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';
import { ensureBuilt } from './built-site.ts';
import { postgresPages } from './postgres-pages.ts';
import { progress } from './progress.ts';
import { type PartReport, type Row, within } from './report.ts';
import { median, ms, ratios, spread, times } from './statistics.ts';

type Which = 'ours' | 'bare';

export async function measurePostgres(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const site = await postgresPages();
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  const raw = {
    first: { ours: [] as number[], bare: [] as number[] },
    warm: { ours: [] as number[], bare: [] as number[] },
    thousand: { ours: [] as number[], bare: [] as number[] },
    stop: [] as number[],
    back: [] as number[],
  };
  try {
    for (let round = 1; round <= runs; round += 1) {
      progress(`PostgreSQL console, round ${round} of ${runs}: the console, PGlite alone`);
      const order: readonly Which[] = round % 2 === 1 ? ['ours', 'bare'] : ['bare', 'ours'];
      for (const which of order) {
        const { page, first, warm } = await visited(browser, `${site.origin}/${which}.html`);
        raw.first[which].push(first);
        raw.warm[which].push(warm);
        raw.thousand[which].push((await page.evaluate('thousand()')) as number);
        if (which === 'ours') {
          const { stop, back } = (await page.evaluate('runaway()')) as { stop: number; back: number };
          raw.stop.push(stop);
          raw.back.push(back);
        }
        await page.context().close();
      }
    }
  } finally {
    await browser.close();
    site.close();
  }

  return {
    title: `The PostgreSQL console: ${runs} rounds, each in a fresh profile`,
    rows: [
      compared('Boot → first result, cold', raw.first, 1.2, 'PGlite alone, SELECT 1'),
      compared('Boot → first result, warm', raw.warm, 1.2, 'PGlite alone, SELECT 1'),
      compared('1,000 small SELECTs', raw.thousand, 1.3, 'PGlite.query in a worker'),
      {
        what: 'Stop, until the query is ended',
        ours: spread(raw.stop, ms),
        yardstick: '',
        budget: '≤ 200 ms',
        verdict: within(median(raw.stop), 200),
      },
      { what: 'Stop, until the next result', ours: spread(raw.back, ms), yardstick: '' },
    ],
    notes: [
      'The first result is that of the console’s own first example: a member is entered, then the query. The 50,000 example rows are made behind it.',
      'The thousand are one script: split, sent, run, shown as state; on the other side db.query in a loop, its results thrown away.',
    ],
    raw,
  };
}

/** A fresh profile: the first press with an empty cache, then the page again. It is left booted. */
async function visited(
  browser: Browser,
  address: string,
): Promise<{ page: Page; first: number; warm: number }> {
  const page = await (await browser.newContext()).newPage();
  const press = async (): Promise<number> => {
    await page.waitForFunction('typeof press === "function"');
    return (await page.evaluate('press()')) as number;
  };
  await page.goto(address);
  const first = await press();
  await page.reload();
  return { page, first, warm: await press() };
}

function compared(
  what: string,
  { ours, bare }: Readonly<Record<Which, readonly number[]>>,
  most: number,
  yardstick: string,
): Row {
  const ratio = ratios(ours, bare);
  return {
    what,
    ours: spread(ours, ms),
    yardstick: `${yardstick}: ${spread(bare, ms)}`,
    ratio: spread(ratio, times),
    budget: `≤ ${most} ×`,
    verdict: within(median(ratio), most),
  };
}
