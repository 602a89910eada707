// The trial of the two promises, as the test of the model runs it, with any seed.

import type { Judged } from '#api/intake/model/calibration-error.ts';
import { trial } from '#api/intake/model/figures.ts';
import { type Kept, promiseKept } from '#api/intake/model/threshold.ts';

/** @param population the calibrated test messages */
export const trialOf = (population: readonly Judged[], seed: number): Kept =>
  promiseKept(population, { ...trial, seed });
