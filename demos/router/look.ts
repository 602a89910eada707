// From the state to what is shown: the policy, each message's way, the figures. Each step is kept until what it was made of changes.

import type { Policy } from '#api/intake/route-by-confidence.ts';
import {
  type Curves,
  costOf,
  curvesOf,
  type FieldFigures,
  type Figures,
  fieldFigures,
  figuresOf,
  judgedOf,
  type Point,
} from './figures.ts';
import { recorded } from './recorded.ts';
import { indexOf, routeAll, type Way, type Ways, wayOf } from './route.ts';
import { begin as firstSettings, policyOf, promised } from './settings.ts';
import { type Filter, mineId, type State } from './state.ts';

type Args = readonly unknown[];
/** The last answer, given again for the same arguments. */
function kept<A extends Args, R>(make: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly made: R } | null = null;
  return (...args) => {
    if (last === null || args.some((one, i) => one !== last?.args[i])) last = { args, made: make(...args) };
    return last.made;
  };
}

export type Promised = ReturnType<typeof promised>;

export interface Looked {
  readonly policy: Policy;
  /** null while the examples are not read yet. */
  readonly promised: Promised | null;
  readonly ways: Ways;
  /** null: settings that came with a link, and nothing was read yet. */
  readonly figures: Figures | null;
}

export type Look = (state: State) => Looked;

export function createLook() {
  const promise = kept(
    (examples: State['examples'], alpha: number, delta: number, score: 'raw' | 'calibrated') =>
      examples === null ? null : promised({ alpha, delta, score }, examples),
  );
  const policy = kept((settings: State['settings'], proven: number | null) => policyOf(settings, proven));
  const index = kept((rows: State['rows'], model: State['model']) => indexOf(rows, model));
  const ways = kept((rows: State['rows'], by: Policy, score: 'raw' | 'calibrated', model: State['model']) =>
    routeAll(rows, by, score, model, index(rows, model)),
  );
  const figures = kept((all: Ways, mistakeInReviews: number) => figuresOf(all, mistakeInReviews));
  const curves = kept((rows: State['rows']) => curvesOf(rows));
  const judged = kept((rows: State['rows'], score: 'raw' | 'calibrated') => judgedOf(rows, score));
  const cost = kept((of: ReturnType<typeof judgedOf>, mistake: number) => costOf(of, mistake));
  const fields = kept((all: Ways) => fieldFigures(all));

  const look: Look = ({ settings, rows, model, examples, live }) => {
    const { alpha, delta, score, mistakeInReviews } = settings;
    // Before a press there is what was recorded, and that is of the first settings alone.
    const known = live || same(settings, firstSettings);
    const recordedPromise =
      !live &&
      alpha === firstSettings.alpha &&
      delta === firstSettings.delta &&
      score === firstSettings.score;
    const found = promise(examples, alpha, delta, score) ?? (recordedPromise ? recorded.promised : null);
    const by = policy(settings, found?.guaranteed.threshold ?? null);
    const all = ways(rows, by, score, model);
    return {
      policy: by,
      promised: found,
      ways: live ? all : { ways: all.ways, index: recorded.index },
      figures: live ? figures(all, mistakeInReviews) : known ? recorded.figures : null,
    };
  };
  return {
    look,
    curves: ({ live, rows }: State): Curves => (live ? curves(rows) : recorded.curves),
    cost: ({ live, rows, settings }: State): readonly Point[] =>
      live ? cost(judged(rows, settings.score), settings.mistakeInReviews) : recorded.cost,
    fields: (state: State): readonly FieldFigures[] =>
      state.live ? fields(look(state).ways) : recorded.fields,
  };
}

const same = (a: State['settings'], b: State['settings']): boolean =>
  (Object.keys(b) as (keyof typeof b)[]).every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));

const isWrong = ({ row }: Way): boolean => row.wrong.length > 0;
const isSample = ({ reasons }: Way): boolean => reasons.includes('qa_sample');
const passes: Readonly<Record<Filter, (way: Way) => boolean>> = {
  all: () => true,
  auto: ({ to }) => to === 'auto',
  human: ({ to }) => to === 'human',
  wrong: (way) => way.to === 'auto' && isWrong(way),
  sample: isSample,
  found: (way) => isSample(way) && isWrong(way),
};

export const waysIn = ({ ways }: Ways, filter: Filter): readonly Way[] => ways.filter(passes[filter]);

/** The message that is looked at: one of the stream, or the reader's own. */
export function chosenIn(state: State, { ways, policy }: Looked): Way | null {
  if (state.chosen === mineId)
    return state.mine && wayOf(state.mine, policy, state.settings.score, state.model, ways.index.at(-1) ?? 0);
  return ways.ways.find(({ row }) => row.id === state.chosen) ?? ways.ways[0] ?? null;
}
