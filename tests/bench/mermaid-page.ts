// The yardstick of the diagrams: mermaid as a reader's browser would run it, in a fresh page of Chromium.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';

interface Mermaid {
  initialize(config: object): void;
  render(id: string, text: string): Promise<{ svg: string }>;
}

/** SVG by view, and the processor time of the page's main thread in ms. */
export interface Rendered {
  readonly cpu: number;
  readonly svg: Readonly<Record<string, string>>;
}

export async function withMermaid(texts: Readonly<Record<string, string>>): Promise<Rendered> {
  const bundle = readFileSync(fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.min.js')), 'utf8');
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await tab.addScriptTag({ content: bundle });
    const session = await tab.context().newCDPSession(tab);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
    };
    const before = await busy();
    const svg = await tab.evaluate(async (views) => {
      const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', htmlLabels: false });
      const drawn: Record<string, string> = {};
      for (const [id, text] of Object.entries(views))
        drawn[id] = (await mermaid.render(`drawn-${id}`, text)).svg;
      return drawn;
    }, texts);
    return { cpu: (await busy()) - before, svg };
  } finally {
    await browser.close();
  }
}
