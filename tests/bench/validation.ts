// The validation demo: 100,000 documents through its native path against Zod called directly; and, on the built page, what a
// schema that never ends does to the page.
import { type Browser, chromium, type Page } from '@playwright/test';
import { createContract } from '#api/documents/contract.ts';
import { sidesOf } from '../../demos/validation/json-schema.ts';
import { judge } from '../../demos/validation/judge.ts';
import { nearMisses } from '../../demos/validation/near-misses.ts';
import { merged, randomFrom, sample } from '../../demos/validation/valid-values.ts';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';
import { dist, ensureBuilt } from './built-site.ts';
import { progress } from './progress.ts';
import { type PartReport, type Row, type Verdict, within } from './report.ts';
import { serving } from './serving.ts';
import { median, ms, ratios, spread, times } from './statistics.ts';

const many = 100_000;
const schema = createContract.body;

/** One in ten is a near miss, so that both ends of the path are walked. */
function documents(): readonly unknown[] {
  const sides = sidesOf(schema);
  if (!sides) throw new Error('The contract of documents has no JSON Schema.');
  const form = merged(sides);
  const good = Array.from({ length: 900 }, (_, seed) => sample(form, form, randomFrom(seed)));
  const bad = nearMisses(sides, good[0]).map(({ value }) => value);
  const mixed = good.flatMap((one, at) => (at % 9 === 8 ? [one, bad[at % bad.length]] : [one]));
  return Array.from({ length: many }, (_, at) => mixed[at % mixed.length]);
}

function timed(all: readonly unknown[], one: (value: unknown) => { readonly success: boolean }): number {
  let accepted = 0;
  const start = performance.now();
  for (const value of all) if (one(value).success) accepted += 1;
  const took = performance.now() - start;
  if (accepted < many * 0.85 || accepted > many * 0.95)
    throw new Error(`${accepted} documents were accepted.`);
  return took;
}

interface Escape {
  /** Milliseconds from the page's own “working” to the message, less the budget that the message names. */
  readonly late: number;
  /** Share of frames that the page kept meanwhile, of those it had just before. */
  readonly frames: number;
  /** Milliseconds from the press to the verdicts of the next run. */
  readonly next: number;
}

const loop = "import * as z from 'zod'; export default z.any().refine(() => { for (;;); });";
const fine = "import * as z from 'zod'; export default z.any();";

async function escaping(browser: Browser, origin: string): Promise<Escape> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${origin}/demos/validation/`);
  const plate = page.locator('#validation');
  await plate.getByRole('button', { name: 'Your own schema', exact: true }).click();
  const editor = plate.getByRole('textbox', { name: /^Your schema/ });
  const write = async (text: string): Promise<void> => {
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  };
  await editor.waitFor();
  const rest = await framesIn(page, 1_000);
  await write(loop);
  const { late, frames } = await pressed(page, /Ended after ([\d.]+) seconds?/.source);
  await write(fine);
  const { took } = await pressed(page, 'values judged');
  await page.context().close();
  return { late, frames: frames / rest, next: took };
}

/** Frames a second. */
const framesIn = (page: Page, milliseconds: number): Promise<number> =>
  page.evaluate(
    (long) =>
      new Promise<number>((done) => {
        let frames = 0;
        const start = performance.now();
        const tick = (): void => {
          const passed = performance.now() - start;
          frames += 1;
          if (passed >= long) done((frames / passed) * 1_000);
          else requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
      }),
    milliseconds,
  );

/** Presses Run and waits for the words, in the page, so that no clock but its own is in it. */
const pressed = (page: Page, words: string) =>
  page.evaluate(
    (wanted) =>
      new Promise<{ late: number; frames: number; took: number }>((done) => {
        const plate = document.querySelector('#validation');
        const line = (): string => plate?.querySelector('[data-status]')?.textContent ?? '';
        const kind = (): string => plate?.querySelector('[data-status]')?.getAttribute('data-status') ?? '';
        const start = performance.now();
        let began = 0;
        let frames = 0;
        const tick = (): void => {
          const now = performance.now();
          if (began === 0 && kind() === 'busy') began = now;
          if (began > 0) frames += 1;
          const found = new RegExp(wanted).exec(line());
          if (!found) {
            requestAnimationFrame(tick);
            return;
          }
          const since = began || start;
          const budget = Number(found[1] ?? 0) * 1_000;
          done({ late: now - since - budget, frames: (frames / (now - since)) * 1_000, took: now - start });
        };
        for (const one of plate?.querySelectorAll('button') ?? []) if (one.textContent === 'Run') one.click();
        requestAnimationFrame(tick);
      }),
    words,
  );

export async function measureValidation(runs: number): Promise<PartReport> {
  const all = documents();
  const raw = {
    ours: [] as number[],
    zod: [] as number[],
    late: [] as number[],
    frames: [] as number[],
    next: [] as number[],
  };
  const ours = (value: unknown) => judge(schema, value);
  const direct = (value: unknown) => schema.safeParse(value);
  progress(`${many.toLocaleString('en-GB')} documents, ${runs} rounds: the demo’s path, Zod called directly`);
  for (let round = 0; round <= runs; round += 1) {
    // In turns, so that neither has the warmer engine; the first round warms up and is not counted.
    const order = round % 2 === 0 ? (['ours', 'zod'] as const) : (['zod', 'ours'] as const);
    for (const which of order) {
      const took = timed(all, which === 'ours' ? ours : direct);
      if (round > 0) raw[which].push(took);
    }
  }

  await ensureBuilt();
  const site = await serving(dist, 'ours');
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  try {
    for (let round = 1; round <= runs; round += 1) {
      progress(`A schema that never ends, round ${round} of ${runs}`);
      const { late, frames, next } = await escaping(browser, site.origin);
      raw.late.push(late);
      raw.frames.push(frames);
      raw.next.push(next);
    }
  } finally {
    await browser.close();
    site.close();
  }

  const ratio = median(ratios(raw.ours, raw.zod));
  const told = (what: string, values: readonly number[], most: number): Row => ({
    what,
    ours: spread(values, ms),
    budget: `${most} ms`,
    verdict: median(values) <= most ? 'pass' : 'missed',
  });
  return {
    title: `Validation: ${runs} rounds`,
    rows: [
      {
        what: `${many.toLocaleString('en-GB')} documents judged`,
        ours: spread(raw.ours, ms),
        yardstick: `Zod called directly: ${spread(raw.zod, ms)}`,
        ratio: spread(ratios(raw.ours, raw.zod), times),
        budget: '1.05',
        verdict: within(ratio, 1.05),
      },
      told('a loop: message after its budget', raw.late, 200),
      {
        what: 'frames kept while it loops',
        ours: spread(raw.frames, times),
        yardstick: 'the same page at rest: 1',
        budget: '> 0.9',
        verdict: (median(raw.frames) > 0.9 ? 'pass' : 'missed') satisfies Verdict,
      },
      told('press → verdicts of the next run', raw.next, 500),
    ],
    notes: [
      'Nine documents in ten are valid. Both ways are measured in Node, in turns, in one process.',
      'The rest is measured in the page, under the site’s policy; on a machine that does other things, it waits for those too.',
    ],
    raw,
  };
}
