// One Lighthouse run: a phone on simulated slow 4G, as Lighthouse sets it by default.
import lighthouse from 'lighthouse';
import { openBrowser } from './browser.ts';
import { sum } from './statistics.ts';

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

export interface Reading {
  readonly lcp: number;
  readonly fcp: number;
  readonly blocking: number;
  readonly shift: number;
  readonly scores: Readonly<Record<(typeof categories)[number], number>>;
  /** Transferred bytes by kind, headers included. */
  readonly bytes: Readonly<Record<string, number>>;
  readonly total: number;
  /** Audits of the four categories that did not pass: what a score below 100 is about. */
  readonly failed: readonly string[];
}

interface Request {
  readonly resourceType: string;
  readonly transferSize: number;
}

/** Lighthouse now and then loses its own trace on a busy machine: a run without a result is repeated, twice at most. */
export async function read(url: string, tries = 3): Promise<Reading> {
  try {
    return await readOnce(url);
  } catch (error) {
    if (tries <= 1) throw error;
    return read(url, tries - 1);
  }
}

async function readOnce(url: string): Promise<Reading> {
  const browser = await openBrowser();
  try {
    const result = await lighthouse(url, {
      port: browser.port,
      logLevel: 'silent',
      onlyCategories: [...categories],
    });
    if (!result || result.lhr.runtimeError) {
      throw new Error(
        `Lighthouse could not read ${url}: ${result?.lhr.runtimeError?.message ?? 'no result'}`,
      );
    }
    const { audits, categories: found } = result.lhr;
    const number = (id: string): number => {
      const value = audits[id]?.numericValue;
      if (value === undefined)
        throw new Error(`Lighthouse found no ${id} on ${url}: ${audits[id]?.errorMessage}`);
      return value;
    };
    const requests = items<Request>(audits['network-requests']?.details);
    const ofKind = (kind: string): number =>
      sum(
        requests.filter(({ resourceType }) => resourceType === kind).map(({ transferSize }) => transferSize),
      );
    const kinds = [...new Set(requests.map(({ resourceType }) => resourceType))];
    return {
      lcp: number('largest-contentful-paint'),
      fcp: number('first-contentful-paint'),
      blocking: number('total-blocking-time'),
      shift: number('cumulative-layout-shift'),
      scores: Object.fromEntries(
        categories.map((id) => [id, (found[id]?.score ?? 0) * 100]),
      ) as Reading['scores'],
      bytes: Object.fromEntries(kinds.map((kind) => [kind.toLowerCase(), ofKind(kind)])),
      total: sum(requests.map(({ transferSize }) => transferSize)),
      failed: categories.flatMap((id) =>
        (found[id]?.auditRefs ?? [])
          .filter(({ id: audit, weight }) => weight > 0 && (audits[audit]?.score ?? 1) < 0.9)
          .map(({ id: audit }) => `${id}: ${audit}`),
      ),
    };
  } finally {
    await browser.close();
  }
}

function items<Item>(details: unknown): readonly Item[] {
  return (details as { items?: readonly Item[] } | undefined)?.items ?? [];
}
