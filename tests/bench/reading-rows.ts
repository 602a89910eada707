// What Lighthouse measured of the four pages, as rows of the table.
import { budgets } from './budgets.ts';
import { categories, type Reading } from './lighthouse.ts';
import { exactly, type Row, within } from './report.ts';
import { count, kb, median, ms, ratios, spread, times, type Unit, written } from './statistics.ts';

export const names = {
  ours: 'ours',
  handwritten: '(a) hand-written page',
  preloading: '(a′) hand-written, our font preloaded',
  starlight: '(b) Starlight',
} as const;
export type Page = keyof typeof names;
export type Yardstick = Exclude<Page, 'ours'>;
export type Readings = Partial<Record<Page, Reading[]>>;
type Value = (reading: Reading) => number;

const most: Readonly<Partial<Record<Page, number>>> = {
  handwritten: budgets.lcpOverHandwritten,
  starlight: budgets.lcpOverStarlight,
};
const fonts: Value = ({ bytes }) => bytes['font'] ?? 0;
const script: Value = ({ bytes }) => bytes['script'] ?? 0;
const apart: Value = (reading) => reading.total - fonts(reading);

/** @param yardsticks those that were read beside ours */
export function readingRows(
  readings: Readings,
  nodes: Partial<Record<Page, number>>,
  yardsticks: readonly Yardstick[],
): Row[] {
  const of = (page: Page, value: Value): number[] => (readings[page] ?? []).map(value);
  const paired = (
    what: string,
    value: Value,
    unit: Unit,
    limits: Partial<Record<Page, number>> = {},
  ): Row[] =>
    yardsticks.map((page) => {
      const ratio = ratios(of('ours', value), of(page, value));
      const limit = limits[page];
      return {
        what,
        ours: spread(of('ours', value), unit),
        yardstick: `${names[page]}: ${spread(of(page, value), unit)}`,
        ratio: spread(ratio, times),
        ...(limit === undefined ? {} : { budget: `≤ ${limit} ×`, verdict: within(median(ratio), limit) }),
      };
    });
  const bounded = (what: string, value: Value, unit: Unit, limit: number): Row => ({
    what,
    ours: spread(of('ours', value), unit),
    yardstick: yardsticks.map((page) => `${short(page)} ${spread(of(page, value), unit)}`).join(', '),
    budget: `≤ ${written(limit, unit)}`,
    verdict: within(median(of('ours', value)), limit),
  });
  const score = (id: (typeof categories)[number]): Row => {
    const middle = (page: Page): number => median(of(page, ({ scores }) => scores[id]));
    return {
      what: `score: ${id}`,
      ours: String(middle('ours')),
      yardstick: yardsticks.map((page) => `${short(page)} ${middle(page)}`).join(', '),
      budget: String(budgets.score),
      verdict: exactly(middle('ours'), budgets.score),
    };
  };
  const least = (page: Page): number => Math.min(...of(page, ({ lcp }) => lcp));
  return [
    ...paired('LCP', ({ lcp }) => lcp, ms, most),
    // Noise only ever adds: on a busy machine the best runs say most.
    ...yardsticks.map((page) => ({
      what: 'LCP, best run of each',
      ours: written(least('ours'), ms),
      yardstick: `${names[page]}: ${written(least(page), ms)}`,
      ratio: written(least('ours') / least(page), times),
    })),
    ...paired('FCP', ({ fcp }) => fcp, ms),
    ...categories.map(score),
    bounded('total blocking time', ({ blocking }) => blocking, ms, budgets.blockingMs),
    bounded('layout shift', ({ shift }) => shift, { unit: '', digits: 3 }, budgets.layoutShift),
    bounded('transferred, fonts apart', apart, kb, budgets.pageBytes),
    bounded('script before a touch', script, kb, budgets.scriptBytes),
    ...paired('transferred, fonts too', ({ total }) => total, kb),
    ...yardsticks.map((page) => ({
      what: 'DOM elements',
      ours: written(nodes.ours ?? 0, count),
      yardstick: `${names[page]}: ${nodes[page] ?? 0}`,
      ratio: written((nodes.ours ?? 0) / (nodes[page] ?? 0), times),
    })),
  ];
}

const short = (page: Page): string => names[page].split(' ')[0] ?? '';
