// The trial of the two promises, as the page shows it and as the test runs it: same function, same seed, same numbers.

import type { Judged } from './calibration-error.ts';
import { type Kept, promiseKept } from './threshold.ts';

/** An error of 3 % at most, 9 times in 10; 400 choices from 1,000 examples each. */
export const trial = { alpha: 0.03, delta: 0.1, resamples: 400, size: 1_000, seed: 5 } as const;

/** @param population the calibrated test messages */
export const promises = (population: readonly Judged[]): Kept => promiseKept(population, trial);

/** What `promises` gives on the test messages. */
export const figures = { naive: 175, guaranteed: 0 } as const;
