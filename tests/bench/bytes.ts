// What each page transfers before the reader touches anything, what the first touch of a diagram adds, and the first search.
import { chromium, type Page as Tab } from '@playwright/test';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';
import { budgets } from './budgets.ts';
import { dist, ensureBuilt, htmlOf, largestSection, pages } from './built-site.ts';
import { parsed } from './plain.ts';
import { progress } from './progress.ts';
import { type PartReport, type Row, within } from './report.ts';
import { serving } from './serving.ts';
import { kb, sum, written } from './statistics.ts';
import { type Transfer, watched } from './transfers.ts';

interface Weight {
  readonly address: string;
  readonly apart: number;
  readonly script: number;
  readonly fonts: number;
}

export async function measureBytes(): Promise<PartReport> {
  await ensureBuilt();
  const server = await serving(dist, 'ours');
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  try {
    const addresses = pages(dist);
    progress(`Loading ${addresses.length} pages`);
    const weights: Weight[] = [];
    for (const address of addresses) {
      const tab = await browser.newPage({ viewport: { width: 412, height: 823 } });
      const transfers = await watched(tab, () => settled(tab, server.origin + address));
      weights.push(weigh(address, transfers));
      await tab.close();
    }
    const address = largestSection();
    progress('First touch of a diagram, first search');
    const touched = await adds(server.origin + address, async (tab) => {
      await tab.locator('[data-diagram] .dg-node').first().focus();
    });
    const searched = await adds(server.origin + address, async (tab) => {
      await tab.locator('[data-search]').first().click();
      await tab.keyboard.type('redis');
    });
    weights.sort((a, b) => b.apart - a.apart);
    return {
      title: `Bytes of ${weights.length} pages before a touch, brotli 5 and response headers included, worst first`,
      rows: [
        ...weights.map(row),
        {
          what: `first touch of a diagram on ${address}`,
          ours: `+ ${total(touched)}`,
          yardstick: list(touched),
        },
        {
          what: `first search ("redis") on ${address}`,
          ours: `+ ${total(searched)}`,
          yardstick: list(searched),
        },
      ],
      notes: [
        'Script counts compressed files without headers, and inline code as it stands. Measured in Chromium, nothing cached.',
      ],
      raw: { weights, touched, searched },
    };
  } finally {
    await browser.close();
    server.close();
  }

  async function adds(url: string, touch: (tab: Tab) => Promise<void>): Promise<Transfer[]> {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await settled(tab, url);
    const transfers = await watched(tab, async () => {
      await touch(tab);
      await tab.waitForTimeout(1500);
    });
    await tab.close();
    return transfers;
  }
}

async function settled(tab: Tab, url: string): Promise<void> {
  await tab.goto(url, { waitUntil: 'networkidle' });
}

function weigh(address: string, transfers: readonly Transfer[]): Weight {
  const fonts = sum(transfers.filter(({ kind }) => kind === 'Font').map(({ bytes }) => bytes));
  const files = transfers.filter(({ kind }) => kind === 'Script').map(({ body }) => body);
  const inline = [...parsed(htmlOf(address)).querySelectorAll('script:not([src])')]
    .filter((script) => !script.getAttribute('type')?.includes('json'))
    .map((script) => Buffer.byteLength(script.textContent ?? ''));
  return {
    address,
    apart: sum(transfers.map(({ bytes }) => bytes)) - fonts,
    script: sum([...files, ...inline]),
    fonts,
  };
}

function row({ address, apart, script, fonts }: Weight): Row {
  const over = [within(apart, budgets.pageBytes), within(script, budgets.scriptBytes)].includes('over');
  return {
    what: address,
    ours: written(apart, kb),
    yardstick: `of it script ${written(script, kb)}; fonts besides ${written(fonts, kb)}`,
    budget: `≤ ${written(budgets.pageBytes, kb)}, script ≤ ${written(budgets.scriptBytes, kb)}`,
    verdict: over ? 'over' : 'pass',
  };
}

const total = (transfers: readonly Transfer[]): string =>
  written(sum(transfers.map(({ bytes }) => bytes)), kb);

function list(transfers: readonly Transfer[]): string {
  const kinds = [...new Set(transfers.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const same = transfers.filter((transfer) => transfer.kind === kind);
      return `${same.length} × ${kind.toLowerCase()} ${total(same)}`;
    })
    .join(', ');
}
