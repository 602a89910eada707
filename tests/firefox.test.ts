// The journeys of a reader with Firefox, in the built site under the headers of production. Each browser takes seconds to
// start, so there are three: as it comes, in private mode, and without JavaScript.
import type { Server } from 'node:http';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../demos/runtime/conformance/differences.ts';
import { parts } from '../demos/runtime/conformance/script.ts';
import { ensureFirefox } from '../infra/local/firefox.ts';
import { serve } from '../infra/local/serve.ts';
import { views } from '../src/architecture/model.ts';
import { nodeAnswers, pageScript } from './conformance/browsers.ts';
import { type Firefox, openFirefox } from './firefox.ts';
import { dist, pages } from './pages.ts';

const found = ensureFirefox();
const there = 'path' in found;
if (!there) console.warn(`The Firefox journeys are skipped: ${found.missing}.`);

let origin: string;
let server: Server;
/** What Firefox reported of the policy, from pages, frames and workers alike: "style-src-attr inline at <page>". */
const reports: string[] = [];
beforeAll(async () => {
  ({ origin, server } = await serve(dist, 0, ({ report }) => {
    const told = JSON.parse(report)['csp-report'];
    reports.push(`${told['effective-directive']} ${told['blocked-uri']} at ${told['document-uri']}`);
  }));
});
// The browsers are closed by now. Whatever came that the control below did not provoke is a fault of the site.
afterAll(() => {
  server.close();
  server.closeAllConnections();
  expect(reports.filter((report) => !report.startsWith(provoked))).toEqual([]);
});
/** By the control. */
const provoked = 'style-src-attr inline at ';

/** A Firefox for the tests of a group. */
function driven(preferences?: Record<string, unknown>): () => Firefox {
  let firefox: Firefox;
  beforeAll(async () => {
    firefox = await openFirefox(preferences);
  });
  afterAll(() => firefox.close());
  return () => firefox;
}

const button = (plate: string, text: string): string =>
  `::-p-xpath(//section[@id="${plate}"]//button[starts-with(normalize-space(), "${text}")])`;

/** As a reader would: the button is seen, then pressed. */
const press = (page: Page, plate: string, text: string): Promise<void> =>
  page.locator(button(plate, text)).setTimeout(45_000).click();

const inState = (page: Page, plate: string, state: string) =>
  page.waitForSelector(`#${plate} [data-status="${state}"]`, { timeout: 90_000 });

/** The status of the answer in view, and the text about it. */
const answered = (page: Page, plate: string): Promise<string> =>
  page.$eval(`#${plate} [role="group"][aria-label*="answer"]`, (exchange) => exchange.textContent);

/** Until it is so: machines are busy. */
const until = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 45_000 });

/** Our script comes after the first frame: a page that is left before has nothing to say about it. */
async function scripted(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/_astro\/[^?]*\.js$/.test(name)),
  );
  await page.waitForNetworkIdle({ idleTime: 50 });
}

describe.skipIf(!there)('Firefox', () => {
  const firefox = driven();

  it('opens every page without an error, a refusal by policy or a missing file', async () => {
    const { page, trouble } = await firefox().page();
    for (const path of pages().filter((path) => path.endsWith('/'))) {
      const answer = await page.goto(`${origin}${path}`);
      expect([path, answer?.status()]).toEqual([path, 200]);
      expect(await page.evaluate(() => document.querySelectorAll('h1').length)).toBe(1);
      await scripted(page);
      expect(trouble, path).toEqual([]);
    }
    await page.close();
  });

  it('walks through a diagram: part by part with the keyboard, the panel follows', async () => {
    const view = 'security-layers';
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/${views[view].page}/#${view}`);
    await page.waitForSelector(`[data-diagram="${view}"] [data-tool="find"]`);
    const [first, last] = [views[view].parts[0], views[view].parts.at(-1)];
    await page.$eval(`[data-diagram="${view}"] [data-canvas] [data-part="${first}"]`, (part) =>
      (part as SVGElement).focus(),
    );
    await page.keyboard.press('Enter');
    await page.waitForSelector(`[data-diagram="${view}"] [data-panel-part="${first}"] h4`, { visible: true });
    await page.click(`[data-diagram="${view}"] [data-canvas] [data-part="${last}"]`);
    await page.waitForSelector(`[data-diagram="${view}"] [data-panel-part="${last}"] h4`, { visible: true });
    expect(new URL(page.url()).hash).toBe(`#${view}/${last}`);
    await page.goBack();
    await page.waitForSelector(`[data-diagram="${view}"] [data-panel-part="${first}"] h4`, { visible: true });
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('searches', async () => {
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/security/`);
    await page.click('[data-search]');
    await page.waitForSelector('.palette input', { visible: true });
    await page.keyboard.type('refresh');
    await page.waitForSelector('.palette [role="option"]', { visible: true, timeout: 45_000 });
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('control: what a page does against the policy is heard', async () => {
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/security/`);
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await until(async () => trouble.join('\n')).toMatch(/Content-Security-Policy.*style-src-attr/s);
    await until(async () => reports).toContain(`${provoked}${origin}/security/`);
    await page.close();
  });

  describe('the API in a tab', () => {
    const plate = 'first-request';

    it('boots at a press and answers; a refusal names its layer; stop; reset', async () => {
      const { page, trouble } = await firefox().page();
      await page.goto(`${origin}/web-stack/`);
      await press(page, plate, 'Read Carl');
      await press(page, plate, 'Boot and send');
      await inState(page, plate, 'ready');
      await until(() => answered(page, plate)).toMatch(/^this tab.*200 OK/is);
      await press(page, plate, 'Read Brook');
      await press(page, plate, 'Send');
      await until(() => answered(page, plate)).toMatch(/404.*Refused by.*L4/s);
      await press(page, plate, 'Stop');
      await inState(page, plate, 'stopped');
      await press(page, plate, 'Reset');
      await until(() => answered(page, plate)).toMatch(/^recorded/i);
      expect(trouble).toEqual([]);
      await page.close();
    });

    it('the sandbox has a real address, which its service worker leads to the tab', async () => {
      const { page, trouble } = await firefox().page();
      await page.goto(`${origin}/sandbox/`);
      await press(page, 'sandbox', 'Boot');
      await inState(page, 'sandbox', 'ready');
      const asked = (path: string) =>
        page.evaluate(async (path) => {
          const answer = await fetch(path);
          return [answer.status, answer.headers.get('content-type'), await answer.text()];
        }, path);
      await until(() => asked('/sandbox/api/healthz')).toEqual([
        200,
        'application/json; charset=utf-8',
        '{"status":"ok"}',
      ]);
      await press(page, 'sandbox', 'Stop');
      await inState(page, 'sandbox', 'stopped');
      await until(() => asked('/sandbox/api/healthz')).toEqual([
        503,
        'application/problem+json',
        expect.any(String),
      ]);
      expect(trouble).toEqual([]);
      await page.close();
    });

    it.each(parts)('answers as Node does: %s', async (part) => {
      const script = await pageScript();
      const node = await nodeAnswers(part, script);
      const { page, trouble } = await firefox().page();
      await page.goto(`${origin}/decisions/`);
      await page.evaluate(script);
      const { steps } = await page.evaluate((part) => globalThis.conformance(part), part);
      expect(differences(node, steps)).toEqual([]);
      expect(steps.length).toBeGreaterThan(10);
      expect(trouble).toEqual([]);
      await page.close();
    });
  });
});

describe.skipIf(!there)('Firefox in private mode', () => {
  const firefox = driven({ 'browser.privatebrowsing.autostart': true });

  it('boots the API in the tab', async () => {
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/web-stack/`);
    await press(page, 'first-request', 'Read Carl');
    await press(page, 'first-request', 'Boot and send');
    await inState(page, 'first-request', 'ready');
    await until(() => answered(page, 'first-request')).toMatch(/^this tab.*200 OK/is);
    expect(trouble).toEqual([]);
  });
});

describe.skipIf(!there)('Firefox without JavaScript', () => {
  const firefox = driven({ 'javascript.enabled': false });

  it('shows the words and the whole drawing', async () => {
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/security/`);
    const seen = await page.evaluate(() => ({
      words: document.querySelector('main')?.textContent?.split(/\s+/).length,
      parts: document.querySelectorAll('[data-diagram="security-layers"] [data-canvas] [data-part]').length,
      scripted: document.querySelectorAll('[data-tool="find"]').length,
    }));
    expect(seen.words).toBeGreaterThan(300);
    expect(seen.parts).toBe(views['security-layers'].parts.length);
    expect(seen.scripted).toBe(0);
    expect(trouble).toEqual([]);
  });

  it('shows a demo with its recorded answer, and no button that does nothing', async () => {
    const { page, trouble } = await firefox().page();
    await page.goto(`${origin}/web-stack/`);
    const seen = await page.evaluate(() => {
      const plate = document.querySelector<HTMLElement>('#first-request');
      const buttons = [...(plate?.querySelectorAll<HTMLElement>('.plate-actions button') ?? [])];
      return {
        text: plate?.textContent ?? '',
        pressable: buttons.filter((one) => one.checkVisibility()).length,
      };
    });
    expect(seen.text).toMatch(/recorded.*404/is);
    expect(seen.pressable).toBe(0);
    expect(trouble).toEqual([]);
  });
});
