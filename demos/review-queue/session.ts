// The queue as one reviewer works it, and a second one beside: acts.ts says what can be pressed, desk.ts does it on the API's own
// calls, filling.ts fills the queue, looking.ts reads it again, batch.ts decides many at once, time.ts knows the service's clock.
import type { Observable } from '../kit/session.ts';
import { actsOf } from './acts.ts';
import { batchOf } from './batch.ts';
import { type Core, coreOf, type Ports } from './core.ts';
import { deskWorkOf } from './desk.ts';
import { fillingOf } from './filling.ts';
import { lookingOf } from './looking.ts';
import type { Shown } from './state.ts';
import { timeOf } from './time.ts';

export type Session = Observable<Shown> & ReturnType<typeof together>;

export function createSession(ports: Ports): Session {
  const core = coreOf(ports);
  return {
    get state() {
      return core.state;
    },
    subscribe: core.subscribe,
    ...together(core),
  };
}

function together(core: Core) {
  const { all: look, checks } = lookingOf(core);
  const time = timeOf(core, look);
  const desk = deskWorkOf(core, time, look);
  return {
    ...actsOf(core, time, desk, look),
    ...fillingOf(core, time, desk, look),
    ...batchOf(core, { ...desk, look, heard: time.heard }),
    ...checks,
  };
}
