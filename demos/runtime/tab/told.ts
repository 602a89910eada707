// The service's log lines and traces, as they are told to the page.
import type { Options } from '#api/app.ts';
import type { EmbeddedOptions } from '#api/host/embedded.ts';
import type { Told } from '../contract.ts';

/** What is told comes as a function, so that nothing is put together for nobody. */
type Tell = (told: () => Told) => void;

/** Gathers what is told, so that a request's lines travel with its answer in one message; what no answer takes along goes alone. */
export interface Gathered {
  /** Nothing is kept while nobody listens. */
  listen(on: boolean): void;
  readonly tell: Tell;
  /** What has gathered, for a message that leaves now; undefined when that is nothing. */
  take(): readonly Told[] | undefined;
}

export function gathered(send: (told: readonly Told[]) => void): Gathered {
  let waiting: Told[] = [];
  let listening = false;
  function take(): readonly Told[] | undefined {
    if (waiting.length === 0) return undefined;
    const all = waiting;
    waiting = [];
    return all;
  }
  function flush(): void {
    const all = take();
    if (all) send(all);
  }
  return {
    listen(on) {
      listening = on;
      if (!on) waiting = [];
    },
    tell(told) {
      if (listening && waiting.push(told()) === 1) setTimeout(flush);
    },
    take,
  };
}

export const logTo = (tell: Tell): EmbeddedOptions['log'] => ({
  write(level, event, fields) {
    tell(() => ({ kind: 'log', at: new Date().toISOString(), level, event, fields }));
  },
});

export const tracesTo =
  (tell: Tell): NonNullable<Options['traced']> =>
  ({ id, start, marks }, route, status) =>
    tell(() => {
      const spans = marks.map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }));
      return { kind: 'trace', id, route, status, spans };
    });
