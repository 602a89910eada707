// "Start a project": the proof of work on the built page, in the worker that the form starts, while somebody types; and the same
// challenge in Node as its yardstick.
import { type Browser, chromium, type Page } from '@playwright/test';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { type Issued, issueChallenge, type Work, work } from '#api/leads/challenge.ts';
import { chromiumFlags } from '../../infra/local/chromium.ts';
import { chromiumPath } from './browser.ts';
import { budgets } from './budgets.ts';
import { dist, ensureBuilt } from './built-site.ts';
import { progress } from './progress.ts';
import { type PartReport, type Row, within } from './report.ts';
import { serving } from './serving.ts';
import { count, median, ms, ratios, spread, times } from './statistics.ts';

/** What was seen in the page over a stretch of typing. */
interface Seen {
  /** A second. */
  readonly frames: number;
  /** Milliseconds from a key to the page hearing of it, and to the next frame: the longest. */
  readonly delay: number;
  readonly paint: number;
}

interface Typed {
  readonly working: Seen;
  readonly rest: Seen;
}

/** Milliseconds. */
interface Solved {
  readonly took: number;
  readonly tries: number;
  readonly node: number;
}

interface Probe {
  begin(): void;
  end(): Seen;
  /** When the worker was given its challenge and when it answered; 0: not yet. */
  given: number;
  answered: number;
  /** What it answered, base64. */
  proof: string;
}
declare global {
  interface Window {
    probe: Probe;
    stopWork(): void;
  }
}

/** Runs in the page before its scripts: watches frames and keys, and the one worker that the form starts. */
function watch(): void {
  let frames = 0;
  let delay = 0;
  let paint = 0;
  let start = 0;
  let on = false;
  const tick = (): void => {
    if (!on) return;
    frames += 1;
    requestAnimationFrame(tick);
  };
  const probe: Probe = {
    given: 0,
    answered: 0,
    proof: '',
    begin() {
      [frames, delay, paint, start, on] = [0, 0, 0, performance.now(), true];
      requestAnimationFrame(tick);
    },
    end() {
      on = false;
      const took = performance.now() - start;
      return { frames: (frames / took) * 1_000, delay, paint };
    },
  };
  window.probe = probe;
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      delay = Math.max(delay, performance.now() - timeStamp);
      requestAnimationFrame(() => {
        paint = Math.max(paint, performance.now() - timeStamp);
      });
    },
    true,
  );
  const Real = Worker;
  window.Worker = class extends Real {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      window.stopWork = () => this.terminate();
      this.addEventListener('message', ({ data }) => {
        probe.answered = performance.now();
        probe.proof = String(data);
      });
    }
    override postMessage(message: unknown): void {
      probe.given = performance.now();
      super.postMessage(message);
    }
  };
}

/** A key every 60 ms. */
async function type(page: Page): Promise<void> {
  const text = 'marketplacefor';
  for (let at = 0; at < keys; at += 1) {
    await page.keyboard.press(text[at % text.length] as string, { delay: 20 });
    await page.waitForTimeout(40);
  }
}

/** A page of its own whose form is given this work at the first focus. */
async function opened(browser: Browser, origin: string, asked: Work) {
  const issued = await issueChallenge('a secret of the bench, thirty-two bytes', asked, Date.now());
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(watch);
  const expiresAt = new Date(issued.expiresAt).toISOString();
  await page.route('**/challenge', (route) =>
    route.fulfill({ json: { challenge: issued.challenge, expiresAt } }),
  );
  await page.goto(`${origin}/start/`);
  await page.getByRole('textbox', { name: 'What you are building' }).click();
  await page.waitForFunction(() => window.probe.given > 0);
  return { page, issued };
}

async function solved(browser: Browser, origin: string): Promise<Solved> {
  const { page, issued } = await opened(browser, origin, work);
  await page.waitForFunction(() => window.probe.answered > 0);
  const { given, answered, proof } = await page.evaluate(() => ({ ...window.probe }));
  await page.context().close();
  const { solution } = JSON.parse(atob(proof)) as { solution: { counter: number } };
  return { took: answered - given, tries: solution.counter + 1, node: await inNode(issued) };
}

/** Work that has no end, so that there is time to type beside it: no key begins with so many zeros. */
const endless: Work = { ...work, keyPrefix: '0'.repeat(32) };
const keys = 40;

async function typed(browser: Browser, origin: string): Promise<Typed> {
  const { page } = await opened(browser, origin, endless);
  await page.evaluate(() => window.probe.begin());
  await type(page);
  const working = await page.evaluate(() => window.probe.end());
  if (await page.evaluate(() => window.probe.answered > 0)) throw new Error('The endless work had an end.');
  await page.evaluate(() => window.stopWork());
  await page.evaluate(() => window.probe.begin());
  await type(page);
  const rest = await page.evaluate(() => window.probe.end());
  await page.context().close();
  return { working, rest };
}

async function inNode({ challenge }: Issued): Promise<number> {
  const start = performance.now();
  await solveChallenge({ challenge, deriveKey });
  return performance.now() - start;
}

export async function measureStart(runs: number): Promise<PartReport> {
  await ensureBuilt();
  const site = await serving(dist, 'ours');
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumFlags });
  const challenges = Math.max(9, runs * 3);
  const proofs: Solved[] = [];
  const typings: Typed[] = [];
  try {
    for (let at = 1; at <= challenges; at += 1) {
      progress(`Proof of work, ${at} of ${challenges}`);
      proofs.push(await solved(browser, site.origin));
    }
    for (let at = 1; at <= runs; at += 1) {
      progress(`Typing beside the work, round ${at} of ${runs}`);
      typings.push(await typed(browser, site.origin));
    }
  } finally {
    await browser.close();
    site.close();
  }
  const took = proofs.map((one) => one.took);
  const node = proofs.map((one) => one.node);
  const typical = proofs.map((one) => (one.took / one.tries) * medianTries);
  const kept = typings.map(({ working, rest }) => working.frames / rest.frames);
  const waits = (what: string, of: (seen: Seen) => number): Row => {
    const values = typings.map(({ working }) => of(working));
    return {
      what,
      ours: spread(values, ms),
      yardstick: `the same keys at rest: ${spread(
        typings.map(({ rest }) => of(rest)),
        ms,
      )}`,
      budget: `≤ ${budgets.inputDelayMs} ms`,
      verdict: median(values) <= budgets.inputDelayMs ? 'pass' : 'missed',
    };
  };
  return {
    title: `Start a project: ${challenges} proofs of work, ${runs} times ${keys} keys beside one`,
    rows: [
      {
        what: 'proof of work, in the form’s worker',
        ours: spread(took, ms),
        yardstick: `Node, the same challenge: ${spread(node, ms)}`,
        ratio: spread(ratios(took, node), times),
        budget: `≤ ${budgets.proofOfWorkMs} ms`,
        verdict: within(median(took), budgets.proofOfWorkMs),
      },
      {
        what: `the same for ${medianTries} tries`,
        ours: spread(typical, ms),
        budget: `≤ ${budgets.proofOfWorkMs} ms`,
        verdict: within(median(typical), budgets.proofOfWorkMs),
      },
      {
        what: 'tries',
        ours: spread(
          proofs.map(({ tries }) => tries),
          count,
        ),
        yardstick: '256 on average',
      },
      {
        what: 'frames kept while it works',
        ours: spread(kept, times),
        yardstick: 'the same keys at rest: 1',
      },
      waits('longest wait of a key for the page', ({ delay }) => delay),
      waits('longest wait of a key for a frame', ({ paint }) => paint),
    ],
    notes: [
      `How many tries a challenge needs is chance, one in 256 each: half of them need ${medianTries} or fewer.`,
      'The worker’s start counts. The clock is the page’s own, from the challenge’s departure to the answer.',
      'Without a graphics card and with its cores taken, Chromium draws every other frame; what a key waits says whether that is felt.',
      'What is typed beside has a key every 60 ms and work that does not end meanwhile; a telephone is slower than this machine.',
    ],
    raw: { proofs, typings },
  };
}

/** ln 2 over −ln(1 − 1/256). */
const medianTries = 177;
