// The figures of the first frame: RECORD=1 writes them; without it they must be what the functions give today.
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { costOf, curvesOf, fieldFigures, figuresOf, judgedOf } from './figures.ts';
import { recorded } from './recorded.ts';
import { routeAll } from './route.ts';
import { begin, policyOf, promised } from './settings.ts';
import { evidenceIn, examplesOf, idOf, messagesOf, model, rowOf } from './steps.ts';

const chosen = 'm-0001';

function record() {
  const rows = messagesOf(0).map(({ text, ...known }, at) => rowOf(idOf(at), text, known));
  const ways = routeAll(rows, policyOf(begin, null), begin.score, model);
  return {
    model,
    figures: figuresOf(ways, begin.mistakeInReviews),
    curves: curvesOf(rows),
    cost: costOf(judgedOf(rows, begin.score), begin.mistakeInReviews),
    fields: fieldFigures(ways),
    index: ways.index,
    promised: promised(begin, examplesOf()),
    rows: rows.slice(0, 10),
    chosen,
    evidence: evidenceIn(rows.find(({ id }) => id === chosen)?.text ?? ''),
  };
}

/** Six decimals: what is drawn needs no more, and the page is smaller. */
const written = (value: unknown): string =>
  `${JSON.stringify(value, (_, one) => (typeof one === 'number' ? Math.round(one * 1e6) / 1e6 : one))}\n`;

it('are what the functions give for the same messages today', () => {
  const now = written(record());
  if (process.env['RECORD']) writeFileSync(new URL('recorded.json', import.meta.url), now);
  else expect(JSON.parse(now)).toEqual(JSON.parse(written(recorded)));
});
