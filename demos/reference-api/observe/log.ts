// One JSON object a line. JSON.stringify escapes control characters; what JSON leaves alone but a terminal or an old
// line reader does not (DEL, C1, U+2028, U+2029, bidirectional marks) is escaped here.
import type { Clock, Log } from '../deps.ts';

const unsafe = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const escaped = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** `out` gets whole lines that end in a line feed; field values are cut at 512 UTF-16 units. */
export function jsonLog(out: (line: string) => void, clock: Clock): Log {
  return {
    write(level, event, fields) {
      const entry: Record<string, unknown> = { at: new Date(clock.now()).toISOString(), level, event };
      // A field never takes the place of what every line has.
      for (const [name, value] of Object.entries(fields))
        entry[name in entry ? `${name}_` : name] = typeof value === 'string' ? value.slice(0, 512) : value;
      out(`${JSON.stringify(entry).replace(unsafe, escaped)}\n`);
    },
  };
}

export const silentLog: Log = { write() {} };
