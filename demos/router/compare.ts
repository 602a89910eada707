// Two models over the same messages under the same threshold: what the second would have done, had it decided.

import { expectedError } from '#api/intake/model/calibration-error.ts';
import { kappa } from '#api/intake/model/measures.ts';
import { outcomeAt } from '#api/intake/model/threshold.ts';
import { judgedOf, type Risk, riskOf } from './figures.ts';
import type { Row } from './row.ts';
import type { ShadowSeen } from './state.ts';

export interface Side {
  readonly right: number;
  readonly ece: number;
  readonly automation: number;
  readonly precision: number;
  readonly low: number;
  readonly high: number;
  readonly risk: Risk;
}

export interface Compared {
  readonly used: Side;
  readonly shadow: Side;
  /** Share of messages that both read the same. */
  readonly same: number;
  /** Agreement on who decides, beyond chance. */
  readonly kappa: number;
  /** Approved by the one alone: how many, and how many of these it reads wrong. */
  readonly usedAlone: readonly [number, number];
  readonly shadowAlone: readonly [number, number];
}

export function compared(rows: readonly Row[], { judged }: ShadowSeen, threshold: number): Compared {
  const used = judgedOf(rows, 'calibrated');
  const side = (all: typeof judged | typeof used): Side => {
    const { automation, precision, interval } = outcomeAt(all, threshold);
    const right = all.filter(({ correct }) => correct).length / (all.length || 1);
    return { right, ece: expectedError(all), automation, precision, ...interval, risk: riskOf(all) };
  };
  const to = (confidence: number) => (confidence >= threshold ? 'auto' : 'human');
  const pairs = used.map(({ confidence }, i) => [to(confidence), to(judged[i]?.confidence ?? 0)] as const);
  const alone = (mine: typeof used | typeof judged, at: 0 | 1): readonly [number, number] => {
    const only = mine.filter((_, i) => pairs[i]?.[at] === 'auto' && pairs[i]?.[1 - at] === 'human');
    return [only.length, only.filter(({ correct }) => !correct).length];
  };
  return {
    used: side(used),
    shadow: side(judged),
    same: judged.filter((one) => one.same).length / (judged.length || 1),
    kappa: kappa(pairs),
    usedAlone: alone(used, 0),
    shadowAlone: alone(judged, 1),
  };
}
