// The API in the reader's tab answers as it does on Node: the same worker, the same image, the same script, each part with a
// tab that was just started. Node's own answers are held against PostgreSQL's by conformance.services.test.ts.
import { differences } from '../../demos/runtime/conformance/differences.ts';
import { parts } from '../../demos/runtime/conformance/script.ts';
import { nodeAnswers, pageScript } from '../conformance/browsers.ts';
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
      expect(steps.length).toBeGreaterThan(20);
      expect(await trouble.seen()).toEqual([]);
    });
});
