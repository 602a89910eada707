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

export async function withMermaid(
  texts: Readonly<Record<string, string>>,
): Promise<Record<string, { ms: number; svg: string }>> {
  const bundle = readFileSync(fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.min.js')), 'utf8');
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await tab.addScriptTag({ content: bundle });
    return await tab.evaluate(async (views) => {
      const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', htmlLabels: false });
      const drawn: Record<string, { ms: number; svg: string }> = {};
      for (const [id, text] of Object.entries(views)) {
        const since = performance.now();
        const { svg } = await mermaid.render(`drawn-${id}`, text);
        drawn[id] = { ms: performance.now() - since, svg };
      }
      return drawn;
    }, texts);
  } finally {
    await browser.close();
  }
}
