// What the simulator claims: the limits by the documentation's own examples, the search against schedulers that are wrong, and
// the drawn run against the search.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Explored, explore, type Fate, fates } from './explore.ts';
import { limitsOf, mayStart, mayStop } from './rules.ts';
import { asDeployed, bounds, type ImageId, images, type Settings } from './settings.ts';
import { judged, lostInAll, simulate } from './simulate.ts';
import { template } from './template.ts';
import { foundOf, wayOf } from './words.ts';

const runs = process.env['SOAK'] ? 5_000 : 60;
const withValues = (change: Partial<Settings>): Settings => ({ ...asDeployed, ...change });
const uncrashing = fates.filter((fate) => fate !== 'crashes');

describe('the limits, by the examples of the documentation', () => {
  it.each<[desired: number, minimum: number, maximum: number, least: number, most: number]>([
    [4, 50, 200, 2, 8],
    [2, 75, 200, 2, 4],
    [3, 100, 125, 3, 3],
    [1, 50, 100, 1, 1],
    [1, 0, 100, 0, 1],
    [3, 33, 150, 1, 4],
    [2, 100, 200, 2, 4],
  ])('%i tasks, %i %% to %i %%: from %i to %i', (desired, minimum, maximum, least, most) => {
    const settings = withValues({ desired, minimumHealthyPercent: minimum, maximumPercent: maximum });
    expect(limitsOf(settings)).toMatchObject({ least, most });
  });

  it.each([
    [1, 3],
    [2, 3],
    [6, 3],
    [7, 4],
    [25, 13],
    [400, 200],
    [800, 200],
  ])('%i tasks: the breaker trips at %i failures in a row', (desired, failures) => {
    expect(limitsOf(withValues({ desired })).failures).toBe(failures);
  });
});

describe('the template’s values, in every order of events', () => {
  it.each(uncrashing)(
    '%s: the full number stays in service, no more than double runs, and it ends',
    (fate) => {
      const found = explore({ ...asDeployed, ...template }, fate);
      expect(found.verdict).toEqual({ kind: 'holds' });
      expect(found.fewestInService).toBe(template.desired);
      expect(found.mostTasks).toBe((template.desired * template.maximumPercent) / 100);
      expect(foundOf(found, limitsOf(asDeployed)).tone).toBe('pass');
    },
  );

  it('an image that dies after it has passed is not held by any of it, and the way there is shown', () => {
    const found = explore(asDeployed, 'crashes');
    expect(found.fewestInService).toBe(0);
    expect(found.verdict.kind === 'below' && wayOf(found.verdict.way)).toBe(
      'a v2 task is started; a v2 task runs; a v2 task takes traffic; a v1 task is stopped; a v2 task crashes',
    );
  });

  it('holds for every number of tasks that may be set', () => {
    for (let desired = bounds.desired.min; desired <= bounds.desired.max; desired++)
      for (const fate of uncrashing)
        expect([desired, fate, explore(withValues({ desired }), fate).verdict.kind]).toEqual([
          desired,
          fate,
          'holds',
        ]);
  });
});

describe('where it breaks', () => {
  it('neither room beside nor below: ECS may do nothing, at once', () => {
    for (const fate of fates)
      expect(explore(withValues({ maximumPercent: 100 }), fate).verdict).toEqual({ kind: 'stuck', way: [] });
  });

  it('and only there: any other pair of percentages ends, within its limits', () => {
    for (let desired = 1; desired <= 3; desired++)
      for (const minimumHealthyPercent of [0, 34, 50, 67, 100])
        for (const maximumPercent of [100, 134, 150, 200, 300]) {
          const settings = withValues({ desired, minimumHealthyPercent, maximumPercent });
          const { least, most } = limitsOf(settings);
          for (const fate of uncrashing) {
            const { verdict, fewestInService, mostTasks } = explore(settings, fate);
            const expected = least === desired && most === desired ? 'stuck' : 'holds';
            expect([settings, fate, verdict.kind]).toEqual([settings, fate, expected]);
            expect(fewestInService).toBeGreaterThanOrEqual(least);
            expect(mostTasks).toBeLessThanOrEqual(most);
          }
        }
  });

  it('a minimum of nobody permits that nobody serves', () => {
    const settings = withValues({ desired: 1, minimumHealthyPercent: 0, maximumPercent: 100 });
    const found = explore(settings, 'healthy');
    expect([found.verdict.kind, found.fewestInService]).toEqual(['holds', 0]);
    expect(foundOf(found, limitsOf(settings)).tone).toBe('fail');
  });

  it('without a breaker a failing image has no end', () => {
    const settings = withValues({ breaker: false });
    for (const fate of ['never-starts', 'fails-checks'] as const)
      expect(explore(settings, fate).verdict.kind).toBe('endless');
    expect(explore(settings, 'healthy').verdict.kind).toBe('holds');
  });
});

describe('the search finds a scheduler that', () => {
  const kind = (found: Explored) => found.verdict.kind;
  it('forgets the minimum', () => {
    const careless = {
      mayStart,
      mayStop: ((counts, wanted, version, phase, limits) =>
        mayStop(counts, wanted, version, phase, { ...limits, least: 0 })) as typeof mayStop,
    };
    expect(kind(explore(asDeployed, 'healthy', careless))).toBe('below');
  });

  it('is off by one at the minimum', () => {
    const careless = {
      mayStart,
      mayStop: ((counts, wanted, version, phase, limits) =>
        mayStop(counts, wanted, version, phase, { ...limits, least: limits.least - 1 })) as typeof mayStop,
    };
    expect(kind(explore(asDeployed, 'mixed', careless))).toBe('below');
  });

  it('forgets the maximum', () => {
    const careless = {
      mayStop,
      mayStart: ((counts, wanted, limits) =>
        mayStart(counts, wanted, { ...limits, most: limits.most + 1 })) as typeof mayStart,
    };
    expect(kind(explore(withValues({ maximumPercent: 150 }), 'healthy', careless))).toBe('above');
  });

  it('starts nothing', () => {
    expect(kind(explore(asDeployed, 'healthy', { mayStop, mayStart: () => false }))).toBe('stuck');
  });

  it('stops nothing', () => {
    expect(kind(explore(asDeployed, 'healthy', { mayStart, mayStop: () => false }))).toBe('stuck');
  });
});

const number = (field: keyof typeof bounds) => fc.integer({ min: bounds[field].min, max: bounds[field].max });
const anySettings: fc.Arbitrary<Settings> = fc.record({
  desired: number('desired'),
  minimumHealthyPercent: number('minimumHealthyPercent'),
  maximumPercent: number('maximumPercent'),
  grace: number('grace'),
  interval: number('interval'),
  healthyChecks: number('healthyChecks'),
  unhealthyChecks: number('unhealthyChecks'),
  deregistrationDelay: number('deregistrationDelay'),
  breaker: fc.boolean(),
  startsAfter: number('startsAfter'),
  readyAfter: number('readyAfter'),
  rate: number('rate'),
  longest: number('longest'),
});

/** As the search knows it: a slow image that is ended before it answers is one that fails its checks. */
const fateOf = (settings: Settings, image: ImageId): Fate =>
  image !== 'never-starts' && !judged(settings, image).passes ? 'fails-checks' : image;

describe('the drawn run', () => {
  it('stays within what the search found, for any settings', () => {
    fc.assert(
      fc.property(anySettings, fc.constantFrom(...images), (settings, image) => {
        const run = simulate(settings, image);
        const found = explore(settings, fateOf(settings, image));
        expect(run.fewestInService).toBeGreaterThanOrEqual(found.fewestInService);
        expect(run.mostTasks).toBeLessThanOrEqual(found.mostTasks);
        expect(run.outcome === 'stuck').toBe(found.verdict.kind === 'stuck');
        if (found.verdict.kind === 'endless') expect(run.outcome).toBe('unended');
        for (const value of Object.values(run.lost)) expect(Number.isFinite(value) && value >= 0).toBe(true);
        for (const { spans } of run.tasks)
          for (const { from, to } of spans) expect(from < to && to <= run.end).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it('of the template’s values', () => {
    const outcomes = images.map((image) => {
      const run = simulate(asDeployed, image);
      return [image, run.outcome, run.fewestInService, lostInAll(run.lost) > 0];
    });
    expect(outcomes).toEqual([
      ['healthy', 'deployed', 2, false],
      ['never-starts', 'rolled-back', 2, false],
      ['fails-checks', 'rolled-back', 2, false],
      ['crashes', 'deployed', 0, true],
    ]);
  });

  it('second by second, for a healthy image', () => {
    const { events } = simulate(asDeployed, 'healthy');
    expect(events.map(({ at, what, numbers }) => [at, what, numbers])).toEqual([
      [10, 'begins', []],
      [10, 'starts', [1, 2]],
      [30, 'runs', [1]],
      [33, 'runs', [2]],
      [40, 'serves', [1]],
      [40, 'leaves', [1]],
      [43, 'serves', [2]],
      [43, 'leaves', [2]],
      [43, 'done', []],
      [70, 'gone', [1]],
      [73, 'gone', [2]],
    ]);
  });

  it('loses what does not finish in time, and no more', () => {
    // 4 a second over 3 serving tasks, then over 3 again; each request has 20 s to go and 5 s are given.
    const run = simulate(withValues({ deregistrationDelay: 5, longest: 20 }), 'healthy');
    expect(run.lost).toEqual({ cut: 2 * (4 / 3) * 15, crashed: 0, unanswered: 0 });
    expect(simulate(withValues({ deregistrationDelay: 20, longest: 20 }), 'healthy').lost.cut).toBe(0);
  });

  it('loses every request while nobody serves', () => {
    const run = simulate(
      withValues({ desired: 1, minimumHealthyPercent: 0, maximumPercent: 100 }),
      'healthy',
    );
    // Stopped at 10 s; the next one runs at 30 and passes at 40.
    expect(run.lost.unanswered).toBe(4 * 30);
  });
});

describe('when a new task serves', () => {
  it.each<[what: string, change: Partial<Settings>, image: ImageId, after: number, passes: boolean]>([
    ['after the first check that it passes', { readyAfter: 8 }, 'healthy', 10, true],
    ['ready at once: still at the first check', { readyAfter: 0 }, 'healthy', 10, true],
    ['unhealthy at 30 s, so two passes are needed: 40 s and 50 s', { readyAfter: 31 }, 'healthy', 50, true],
    ['too late for the grace period', { readyAfter: 55 }, 'healthy', 60, false],
    ['never, when it fails its checks', {}, 'fails-checks', 60, false],
    ['without grace the load balancer decides', { grace: 0, readyAfter: 31 }, 'healthy', 30, false],
  ])('%s', (_what, change, image, after, passes) => {
    expect(judged(withValues(change), image)).toEqual({ after, passes });
  });
});
