// The API in the reader's tab answers as it does on Node: the same worker, the same image, the same script, each part with a
// tab that was just started. Node's own answers are held against PostgreSQL's by conformance.services.test.ts.
import { differences } from '../../demos/runtime/conformance/differences.ts';
import { parts } from '../../demos/runtime/conformance/script.ts';
import { nodeAnswers, pageScript } from '../conformance/browsers.ts';
import { bundleOf } from '../conformance/bundle.ts';
import { childNode } from '../container/child.ts';
import { layGround } from '../container/ground.ts';
import { serveStandIn } from '../container/server.ts';
import { dist } from '../pages.ts';
import { expect, test } from './watched.ts';

test.describe('the API in this tab answers as on Node', { tag: '@desktop' }, () => {
  for (const part of parts)
    test(`${part}`, async ({ page, trouble }) => {
      const script = await pageScript();
      const node = await nodeAnswers(part, script);
      await page.goto('/privacy/');
      await page.evaluate(script);
      const { steps, label } = await page.evaluate((part) => globalThis.conformance(part), part);
      expect(label).toContain('this tab');
      expect(differences(node, steps)).toEqual([]);
      expect(steps.length).toBeGreaterThan(10);
      expect(await trouble.seen()).toEqual([]);
    });
});

// One container, started anew for each part: what a restart of the process leaves is nothing.
test('the API in a container answers as on Node, as far as the stand-in is one', { tag: '@desktop' }, async ({
  page,
}) => {
  test.setTimeout(300_000);
  const child = childNode();
  test.info().annotations.push({ type: 'node', description: child.version });
  const [ground, standIn] = await Promise.all([layGround(), serveStandIn(child.path)]);
  try {
    const [script, spoken] = await Promise.all([pageScript(), pageScript('../container/conversation.ts')]);
    await page.goto(ground.page({ standIn: standIn.origin, files: bundleOf(dist) }));
    await page.waitForFunction(() => 'lab' in globalThis);
    expect((await page.evaluate(() => lab.boot())).ended).toBe('ready');
    await page.evaluate(spoken);
    for (const [at, part] of parts.entries()) {
      if (at > 0) expect(await page.evaluate(() => lab.restart())).toBe('ready');
      const steps = await page.evaluate((part) => globalThis.inContainer(part), part);
      expect(differences(await nodeAnswers(part, script), steps)).toEqual([]);
      expect(steps.length).toBeGreaterThan(10);
    }
  } finally {
    await Promise.all([ground.stop(), standIn.stop()]);
  }
});
