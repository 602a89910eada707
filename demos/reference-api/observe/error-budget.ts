// The error budget: of 1,000 answers one may be a fault of ours (5xx). An alert is due when it is being spent so fast that it
// would not last: by the two windows of the SRE Workbook (Beyer et al., 2018, chapter 5). The long window says that it matters,
// the short one that it still goes on, so an alert fires once, ends by itself, and can fire again. Counts are this process's.
import type { Clock } from '../deps.ts';

/** Seconds, and how many times faster than allowed the budget is spent: 2 % of a month's in an hour, 5 % in six. */
const windows = [
  { name: '1h', long: 3_600, short: 300, burn: 14.4 },
  { name: '6h', long: 21_600, short: 1_800, burn: 6 },
] as const;
const allowed = 0.001;
/** With fewer faults than this in the long window there is nothing to be said: one of ten calls at night is no burn. */
const fewest = 10;
const slot = 60_000;
const slots = 360;

export interface Burning {
  readonly window: (typeof windows)[number]['name'];
  /** Times the rate at which the budget lasts, over the long window. */
  readonly burn: number;
}

export interface ErrorBudget {
  /** Counts an answer. @returns the alerts that begin with it. */
  answered(status: number): readonly Burning[];
  /** Burn rate of each long window, for the metrics. */
  burns(): Readonly<Record<string, number>>;
}

const none: readonly Burning[] = [];

export function errorBudget(clock: Clock): ErrorBudget {
  const all = new Uint32Array(slots);
  const failed = new Uint32Array(slots);
  const firing = new Set<string>();
  let last = Math.floor(clock.now() / slot);

  /** Empties the minutes that went by without an answer. @returns whether a new minute began. */
  function turn(): boolean {
    const minute = Math.floor(clock.now() / slot);
    if (minute === last) return false;
    for (let m = Math.max(last + 1, minute - slots + 1); m <= minute; m += 1) {
      all[m % slots] = 0;
      failed[m % slots] = 0;
    }
    last = Math.max(last, minute);
    return true;
  }

  function spent(seconds: number): { burn: number; faults: number } {
    let answers = 0;
    let faults = 0;
    for (let m = last; m > last - seconds / 60; m -= 1) {
      answers += all[m % slots] as number;
      faults += failed[m % slots] as number;
    }
    return { burn: answers === 0 ? 0 : faults / answers / allowed, faults };
  }

  function begun(): Burning[] {
    const found: Burning[] = [];
    for (const { name, long, short, burn } of windows) {
      const over = spent(long);
      const burns = over.faults >= fewest && over.burn >= burn && spent(short).burn >= burn;
      if (burns && !firing.has(name)) found.push({ window: name, burn: over.burn });
      if (burns) firing.add(name);
      else firing.delete(name);
    }
    return found;
  }

  return {
    answered(status) {
      const turned = turn();
      all[last % slots] = (all[last % slots] as number) + 1;
      if (status >= 500) failed[last % slots] = (failed[last % slots] as number) + 1;
      // A good answer can end an alert, and that can wait for the minute.
      return status >= 500 || turned ? begun() : none;
    },
    burns() {
      turn();
      return Object.fromEntries(
        windows.map(({ name, long }) => [
          `error_budget_burn_${name}`,
          Math.round(spent(long).burn * 100) / 100,
        ]),
      );
    },
  };
}
