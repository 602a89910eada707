// Which deploy is shown, and up to which second. The whole run is computed when a setting changes; playing only moves the second.
import * as z from 'zod/mini';
import { createStore, type Observable } from '../kit/session.ts';
import { type Typed, typeInto } from '../kit/setting.ts';
import {
  asDeployed,
  type ImageId,
  images,
  type NumberField,
  type PresetId,
  parseField,
  presetIds,
  presets,
  type Settings,
  settingsSchema,
} from './settings.ts';
import { type Run, simulate } from './simulate.ts';

export const speeds = [5, 10, 30] as const;
export type Speed = (typeof speeds)[number];

export interface Shown {
  readonly settings: Settings;
  readonly image: ImageId;
  readonly typed: Typed<NumberField>;
  readonly run: Run;
  /** Seconds of the run that are shown. */
  readonly at: number;
  readonly playing: boolean;
  readonly speed: Speed;
}

/** What a link holds. */
export const linked = z.strictObject({ settings: settingsSchema, image: z.enum(images) });

/** The whole run of these settings, stopped at its end. */
function whole(settings: Settings, image: ImageId, speed: Speed = 10, typed: Typed<NumberField> = {}): Shown {
  const run = simulate(settings, image);
  return { settings, image, typed, run, at: run.end, playing: false, speed };
}
export const begin: Shown = whole(asDeployed, 'healthy');

type Event =
  | { readonly kind: 'show'; readonly shown: Shown }
  | { readonly kind: 'at'; readonly at: number; readonly playing: boolean }
  | { readonly kind: 'speed'; readonly speed: Speed };

export function step(shown: Shown, event: Event): Shown {
  switch (event.kind) {
    case 'show':
      return event.shown;
    case 'at': {
      const at = Math.min(Math.max(0, event.at), shown.run.end);
      return { ...shown, at, playing: event.playing && at < shown.run.end };
    }
    case 'speed':
      return { ...shown, speed: event.speed };
  }
}

export interface Ports {
  /** Calls again and again. @returns ends that */
  every(milliseconds: number, tick: () => void): () => void;
  /** The reader asked for less motion: the run goes from event to event. */
  still(): boolean;
}

export interface Session extends Observable<Shown> {
  choose(image: ImageId): void;
  take(preset: PresetId): void;
  type(field: NumberField, text: string): void;
  setBreaker(on: boolean): void;
  /** Plays from where it stands, from the beginning at the end; pauses when it plays. */
  toggle(): void;
  goTo(second: number): void;
  /** To the next event, or the one before. */
  hop(direction: 1 | -1): void;
  setSpeed(speed: Speed): void;
  show(state: z.output<typeof linked>): void;
  /** @returns how to undo that, or null when it stood there already */
  reset(): (() => void) | null;
}

/** Milliseconds for which each event stands while it plays with less motion. */
const stands = 1_500;

export function createSession({ every, still }: Ports): Session {
  const store = createStore(begin, step);
  let halt = () => {};
  const pause = () => {
    halt();
    halt = () => {};
  };
  const show = (shown: Shown) => {
    pause();
    store.send({ kind: 'show', shown });
  };
  const set = (settings: Settings, typed: Typed<NumberField> = {}) =>
    show(whole(settings, store.state.image, store.state.speed, typed));
  const move = (at: number, playing: boolean) => {
    store.send({ kind: 'at', at, playing });
    if (!store.state.playing) pause();
  };
  const play = () => {
    pause();
    const { at, run, speed } = store.state;
    move(at >= run.end ? 0 : at, true);
    halt = still()
      ? every(stands, () => move(nextEvent(store.state, 1), true))
      : every(1_000 / speed, () => move(store.state.at + 1, true));
  };
  return {
    get state() {
      return store.state;
    },
    subscribe: (changed) => store.subscribe(changed),
    choose: (image) => show(whole(store.state.settings, image, store.state.speed, store.state.typed)),
    take: (preset) => set(presets[preset].settings),
    type: (field, text) => {
      const { settings, typed } = store.state;
      const next = typeInto(settings, typed, field, text, parseField);
      if (next.values === settings)
        return store.send({ kind: 'show', shown: { ...store.state, typed: next.typed } });
      set(next.values, next.typed);
    },
    setBreaker: (breaker) => set({ ...store.state.settings, breaker }, store.state.typed),
    toggle: () => (store.state.playing ? move(store.state.at, false) : play()),
    goTo: (second) => move(second, false),
    hop: (direction) => move(nextEvent(store.state, direction), false),
    setSpeed: (speed) => {
      store.send({ kind: 'speed', speed });
      if (store.state.playing) play();
    },
    show: ({ settings, image }) => show(whole(settings, image, store.state.speed)),
    reset: () => {
      const before = store.state;
      const { settings, image, typed } = before;
      if (image === begin.image && same(settings, begin.settings) && Object.keys(typed).length === 0) {
        if (before.at === before.run.end) return null;
      }
      show({ ...begin, speed: before.speed });
      return () => show({ ...before, playing: false });
    },
  };
}

/** The second of the event after this one, or before; the run's ends where there is none. */
export function nextEvent({ run, at }: Pick<Shown, 'run' | 'at'>, direction: 1 | -1): number {
  const times = run.events.map((event) => event.at);
  return direction === 1
    ? (times.find((time) => time > at) ?? run.end)
    : (times.findLast((time) => time < at) ?? 0);
}

export const same = (one: Settings, other: Settings): boolean =>
  (Object.keys(one) as (keyof Settings)[]).every((key) => one[key] === other[key]);

export const presetOf = (settings: Settings): PresetId | null =>
  presetIds.find((id) => same(presets[id].settings, settings)) ?? null;
