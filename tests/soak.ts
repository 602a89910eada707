// `npm test` repeats what is repeated often enough to show the point; `npm run soak` repeats it for long.
export const soaking = process.env['SOAK'] === '1';

export const often = (usual: number, soak: number): number => (soaking ? soak : usual);

/** For fast-check: the same inputs in every `npm test`, fresh ones in a soak. */
export const seeded = soaking ? {} : { seed: 20_261_123 };
