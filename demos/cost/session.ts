// The configuration that is shown, the one that is pinned beside it, and what is being typed.
import * as z from 'zod/mini';
import { createStore, type Observable } from '../kit/session.ts';
import { type Typed, typeInto } from '../kit/setting.ts';
import { type Config, configSchema, type NumberField, parseField } from './config.ts';
import { type ProfileId, profileIds, profileNames, profiles } from './profiles.ts';

export interface Shown {
  readonly config: Config;
  readonly pinned: Config | null;
  /** Fields whose text is not, or not in this form, the number that is counted. */
  readonly typed: Typed<NumberField>;
}

export const begin: Shown = { config: profiles.baseline, pinned: null, typed: {} };

/** What a link holds. */
export const linked = z.strictObject({ config: configSchema, pinned: z.nullable(configSchema) });

type Event =
  | { readonly kind: 'set'; readonly change: Partial<Config> }
  | { readonly kind: 'type'; readonly field: NumberField; readonly text: string }
  | { readonly kind: 'choose'; readonly config: Config }
  | { readonly kind: 'pin' }
  | { readonly kind: 'unpin' }
  | { readonly kind: 'restore'; readonly shown: Shown };

export function step(shown: Shown, event: Event): Shown {
  switch (event.kind) {
    case 'set': {
      const config = { ...shown.config, ...event.change };
      return same(config, shown.config) ? shown : { ...shown, config };
    }
    case 'type': {
      const { values, typed } = typeInto(shown.config, shown.typed, event.field, event.text, parseField);
      return { ...shown, config: values, typed };
    }
    case 'choose':
      return { ...shown, config: event.config, typed: {} };
    case 'pin':
      return { ...shown, pinned: shown.config };
    case 'unpin':
      return shown.pinned === null ? shown : { ...shown, pinned: null };
    case 'restore':
      return event.shown;
  }
}

export interface Session extends Observable<Shown> {
  set(change: Partial<Config>): void;
  /** What stands in a number field; counted as soon as it may be. */
  type(field: NumberField, text: string): void;
  choose(profile: ProfileId): void;
  pin(): void;
  unpin(): void;
  show(shown: z.output<typeof linked>): void;
  /** Back to the baseline, nothing pinned. @returns how to undo that, or null when it stood there already */
  reset(): (() => void) | null;
}

export function createSession(): Session {
  const store = createStore(begin, step);
  const restore = (shown: Shown) => store.send({ kind: 'restore', shown });
  return {
    get state() {
      return store.state;
    },
    subscribe: (changed) => store.subscribe(changed),
    set: (change) => store.send({ kind: 'set', change }),
    type: (field, text) => store.send({ kind: 'type', field, text }),
    choose: (profile) => store.send({ kind: 'choose', config: profiles[profile] }),
    pin: () => store.send({ kind: 'pin' }),
    unpin: () => store.send({ kind: 'unpin' }),
    show: (arrived) => restore({ ...arrived, typed: {} }),
    reset: () => {
      const before = store.state;
      const typed = Object.keys(before.typed).length > 0;
      if (!typed && before.pinned === null && same(before.config, begin.config)) return null;
      restore(begin);
      return () => restore(before);
    },
  };
}

export const same = (one: Config, other: Config): boolean =>
  (Object.keys(one) as (keyof Config)[]).every((key) => one[key] === other[key]);

/** The profile that a configuration is, or null for one of the reader's own. */
export const profileOf = (config: Config): ProfileId | null =>
  profileIds.find((id) => same(profiles[id], config)) ?? null;

export const nameOf = (config: Config): string => {
  const profile = profileOf(config);
  return profile === null ? 'Your own' : profileNames[profile];
};
