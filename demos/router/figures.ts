// What the page says of routed messages. Arithmetic over what the production functions give; nothing is estimated that is known.
import { expectedError, type Judged, reliability } from '#api/intake/model/calibration-error.ts';
import { exactInterval, exactUpper, type Interval, wilsonInterval } from '#api/intake/model/intervals.ts';
import { areaUnderRisk, costs, riskCoverage } from '#api/intake/model/measures.ts';
import { type FieldName, fieldNames } from '#api/intake/model/message.ts';
import { kindOf, type Way, type Ways } from './route.ts';
import type { Row } from './row.ts';

export interface Figures {
  readonly total: number;
  /** Answers that fit the contract. */
  readonly valid: number;
  readonly auto: number;
  readonly human: number;
  /** Approved without a person, and wrong. */
  readonly wrong: number;
  readonly precision: number | null;
  readonly wilson: Interval;
  readonly exact: Interval;
  /** A message may have several. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The spot check: what would have been approved, and a person saw it. */
  readonly checked: number;
  readonly found: number;
  /** So many mistakes in a hundred approved at most, as far as the spot check can say (95 %). */
  readonly atMost: number;
  /** What 1,000 messages cost, in reviews: a review each, and what each mistake costs. */
  readonly cost: number;
  /** Held back by drift alone: how many, and how many of these would have gone out wrong. */
  readonly held: number;
  readonly heldWrong: number;
}

const sampled = ({ reasons }: Way): boolean => reasons.length === 1 && reasons[0] === 'qa_sample';
const heldOnly = ({ reasons }: Way): boolean => reasons.length === 1 && reasons[0] === 'drift_hold';
const isWrong = ({ row }: Way): boolean => row.wrong.length > 0;
const count = (ways: readonly Way[], which: (way: Way) => boolean): number =>
  ways.reduce((sum, way) => sum + (which(way) ? 1 : 0), 0);

export function figuresOf({ ways }: Ways, mistakeInReviews: number): Figures {
  const auto = count(ways, ({ to }) => to === 'auto');
  const wrong = count(ways, (way) => way.to === 'auto' && isWrong(way));
  const human = ways.length - auto;
  const reasons: Record<string, number> = {};
  for (const way of ways)
    for (const kind of new Set(way.reasons.map(kindOf))) reasons[kind] = (reasons[kind] ?? 0) + 1;
  const checked = count(ways, sampled);
  const found = count(ways, (way) => sampled(way) && isWrong(way));
  const thousand = ways.length === 0 ? 0 : 1_000 / ways.length;
  return {
    total: ways.length,
    valid: count(ways, ({ row }) => row.fields !== null),
    auto,
    human,
    wrong,
    precision: auto === 0 ? null : 1 - wrong / auto,
    wilson: wilsonInterval(auto - wrong, auto),
    exact: auto === 0 ? { low: 0, high: 1 } : exactInterval(auto - wrong, auto),
    reasons,
    checked,
    found,
    atMost: checked === 0 ? 1 : exactUpper(found, checked, 0.05),
    cost: (human + wrong * mistakeInReviews) * thousand,
    held: count(ways, heldOnly),
    heldWrong: count(ways, (way) => heldOnly(way) && isWrong(way)),
  };
}

export interface Point {
  readonly x: number;
  readonly y: number;
  /** What belongs to this point besides. */
  readonly at?: number;
}
export interface BinShown {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

export interface Reliable {
  readonly bins: readonly BinShown[];
  /** Expected calibration error over 15 bins. */
  readonly ece: number;
}

const shown = (value: number): number | null => (Number.isNaN(value) ? null : value);

export const reliable = (judged: readonly Judged[]): Reliable => ({
  bins: reliability(judged, 10).map(({ from, to, count: n, confidence, accuracy }) => ({
    from,
    to,
    count: n,
    confidence: shown(confidence),
    accuracy: shown(accuracy),
  })),
  ece: judged.length === 0 ? 0 : expectedError(judged),
});

/** At most so many points are drawn; a screen shows no more. */
const most = 120;

export interface Risk {
  /** x: share approved, y: share of mistakes among these, at: the threshold. */
  readonly points: readonly Point[];
  /** Mean risk over all shares. */
  readonly area: number;
}

export function riskOf(judged: readonly Judged[]): Risk {
  const all = riskCoverage(judged);
  const step = Math.max(1, all.length / most);
  const points: Point[] = [];
  for (let at = step; at < all.length + step / 2; at += step) {
    const one = all[Math.min(all.length - 1, Math.round(at) - 1)];
    if (one) points.push({ x: one.coverage, y: one.risk, at: one.threshold });
  }
  return { points, area: areaUnderRisk(all) };
}

const grid = Array.from({ length: 101 }, (_, i) => i / 100);

/** x: threshold, y: mean cost of one message in reviews. By the threshold alone, without the other reasons. */
export const costOf = (judged: readonly Judged[], mistakeInReviews: number): readonly Point[] =>
  costs(judged, mistakeInReviews, grid).map(({ threshold, cost }) => ({ x: threshold, y: cost }));

export interface Curves {
  readonly calibrated: Reliable;
  readonly raw: Reliable;
  readonly risk: Risk;
}

export function judgedOf(rows: readonly Row[], score: 'raw' | 'calibrated'): Judged[] {
  return rows.flatMap((row) =>
    row.confidence === null || row.truth === null
      ? []
      : [
          {
            confidence: score === 'raw' ? row.raw : row.confidence.item,
            correct: row.wrong.length === 0,
          },
        ],
  );
}

export function curvesOf(rows: readonly Row[]): Curves {
  const calibrated = judgedOf(rows, 'calibrated');
  return {
    calibrated: reliable(calibrated),
    raw: reliable(judgedOf(rows, 'raw')),
    risk: riskOf(calibrated),
  };
}

export interface FieldFigures {
  readonly name: FieldName;
  /** Share of messages in which it is right. */
  readonly right: number;
  readonly ece: number;
  /** With a threshold of its own: how many messages it alone sends to a person, and how many of these have this field wrong. */
  readonly held: number;
  readonly heldWrong: number;
}

export const fieldFigures = ({ ways }: Ways): readonly FieldFigures[] =>
  fieldNames.map((name) => {
    const known = ways.filter(({ row }) => row.truth !== null && row.confidence !== null);
    const wrongIn = ({ row }: Way) => row.wrong.includes(name);
    const alone = known.filter(
      ({ reasons }) => reasons.length === 1 && reasons[0] === `low_confidence:${name}`,
    );
    return {
      name,
      right: 1 - count(known, wrongIn) / (known.length || 1),
      ece:
        known.length === 0
          ? 0
          : expectedError(
              known.map((way) => ({
                confidence: way.row.confidence?.fields[name] ?? 0,
                correct: !wrongIn(way),
              })),
            ),
      held: alone.length,
      heldWrong: count(alone, wrongIn),
    };
  });
