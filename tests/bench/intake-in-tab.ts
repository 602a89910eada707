// Claims and decisions as the reader's tab makes them: Chromium, the built worker, from the page's call to its answer.
import { chromium } from 'playwright';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';
import { ensureBuilt } from './built-site.ts';
import { benchPages } from './runtime-pages.ts';

interface Tab {
  press(): Promise<number>;
  runtime: {
    readonly running: {
      readonly client: {
        fetch(
          path: string,
          init: { method: string; headers: Record<string, string>; body?: string },
        ): Promise<Response>;
      };
    };
  };
  signIn(client: unknown, person: string): Promise<string>;
}

/** Milliseconds of each. @param warm the first so many warm the engine up and are not counted */
export async function claimsInTab(
  texts: readonly string[],
  warm: number,
): Promise<{ claim: readonly number[]; decide: readonly number[] }> {
  await ensureBuilt();
  const site = await benchPages();
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/ours.html`);
    return await page.evaluate(
      async ([all, skipped]) => {
        const { press, runtime, signIn } = globalThis as unknown as Tab;
        await press();
        const { client } = runtime.running;
        const caller = async (person: string) => {
          const token = await signIn(client, person);
          return async (path: string, body?: object) => {
            const answer = await client.fetch(path, {
              method: body ? 'POST' : 'GET',
              headers: {
                'content-type': 'application/json',
                authorization: `Bearer ${token}`,
                'idempotency-key': crypto.randomUUID(),
              },
              ...(body && { body: JSON.stringify(body) }),
            });
            if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
            return answer.json();
          };
        };
        const carl = await caller('carl');
        for (let i = 0; i < all.length; i += 100)
          await carl('/v1/intake', { json: all.slice(i, i + 100).map((text) => ({ text })), manual: true });
        while ((await carl('/v1/intake?state=received&limit=1')).inputs.length > 0)
          await new Promise((later) => setTimeout(later, 100));
        const rita = await caller('rita');
        const took = { claim: [] as number[], decide: [] as number[] };
        for (let i = 0; i < all.length; i++) {
          const start = performance.now();
          const { item } = await rita('/v1/review/claims', {});
          const claimed = performance.now();
          const { id, fence, hash } = item;
          await rita(`/v1/review/${id}/decision`, { fence, hash, action: 'approve' });
          if (i < skipped) continue;
          took.claim.push(claimed - start);
          took.decide.push(performance.now() - claimed);
        }
        return took;
      },
      [texts, warm] as const,
    );
  } finally {
    await browser.close();
    site.close();
  }
}
