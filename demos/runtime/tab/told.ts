// The service's log lines and traces, as they are told to the page.
import type { Options } from '#api/app.ts';
import type { EmbeddedOptions } from '#api/host/embedded.ts';
import type { Told } from '../contract.ts';

type Tell = (told: Told) => void;

export const logTo = (tell: Tell): EmbeddedOptions['log'] => ({
  write(level, event, fields) {
    tell({ kind: 'log', at: new Date().toISOString(), level, event, fields });
  },
});

export const tracesTo =
  (tell: Tell): NonNullable<Options['traced']> =>
  ({ id, start, marks }, route, status) => {
    const spans = marks.map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }));
    tell({ kind: 'trace', id, route, status, spans });
  };
