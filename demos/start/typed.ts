// What a person types: everything in the form but what the link and the list bring.
import { empty, type Values } from './values.ts';

export type Typed = Omit<Values, 'topic' | 'from' | 'claim' | 'looked'>;

export const typedOf = ({ topic: _t, from: _f, claim: _c, looked: _l, ...typed }: Values): Typed => typed;
export const nothing = typedOf(empty);

/** What was typed before the script came wins over the draft, field by field. */
export function merge(typed: Typed, draft: Typed): Typed {
  const pick = <K extends keyof Typed>(name: K): Typed[K] =>
    typed[name] !== nothing[name] ? typed[name] : draft[name];
  return {
    building: pick('building'),
    stage: pick('stage'),
    matters: pick('matters'),
    name: pick('name'),
    email: pick('email'),
    company: pick('company'),
    budget: pick('budget'),
    time: pick('time'),
    nda: pick('nda'),
  };
}
