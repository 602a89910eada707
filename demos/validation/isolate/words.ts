// What the reader is told when there is no result: what happened, why, and what to do next.
import type { Ended } from './task.ts';

export interface Said {
  readonly what: string;
  readonly next: string;
}

/** Names of the browser and of Node that the engine does not have, and why that is so. */
const outside: readonly (readonly [names: RegExp, why: string])[] = [
  [
    /^(fetch|XMLHttpRequest|WebSocket|EventSource|WebTransport|RTCPeerConnection|navigator|Image|Request|importScripts|Worker|SharedWorker)$/,
    'nothing in there reaches the network',
  ],
  [
    /^(document|window|self|parent|top|frames|opener|location|history|open|alert|postMessage|BroadcastChannel|MessageChannel)$/,
    'nothing in there reaches this page',
  ],
  [
    /^(localStorage|sessionStorage|indexedDB|caches|cookieStore)$/,
    'nothing in there reaches what the browser keeps',
  ],
  [
    /^(setTimeout|setInterval|requestAnimationFrame|setImmediate|queueMicrotask)$/,
    'nothing in there can wait',
  ],
  [/^(process|Buffer|global|__dirname|module|Deno|Bun)$/, 'it is no Node'],
  [/^console$/, 'there is no console to write to'],
];

const seconds = (milliseconds: string): string => {
  const many = Number(milliseconds) / 1_000;
  return `${Number(many.toFixed(1))} ${many === 1 ? 'second' : 'seconds'}`;
};
const change = 'Change the schema and press Run.';

export function saidOf({ code, detail, line }: Ended): Said {
  const at = line === null ? '' : ` (line ${line})`;
  const words: Readonly<Record<Ended['code'], Said>> = {
    time: { what: `Ended after ${seconds(detail)}: the schema was still running.`, next: change },
    memory: { what: `Ended: the schema filled the 48 MB it may use${at}.`, next: change },
    depth: { what: `Ended: the schema calls itself, or nests, too deep${at}.`, next: change },
    syntax: { what: `Not run: this is no TypeScript${at}: ${detail}.`, next: 'Correct it and press Run.' },
    threw: { what: `The schema threw an error${at}: ${detail}`, next: change },
    'no-schema': {
      what: 'No export is a Zod schema.',
      next: 'Write “export default z.…” and press Run.',
    },
    'no-such-name': {
      what: `${detail} does not exist here${at}: ${outside.find(([names]) => names.test(detail))?.[1] ?? 'it is defined nowhere'}.`,
      next: change,
    },
    'no-module': {
      what: `“${detail}” cannot be imported here${at}: only zod can.`,
      next: 'Take the import out and press Run.',
    },
    'too-much': { what: 'The result is larger than 4 MB.', next: 'Take some values out and press Run.' },
    nonsense: {
      what: 'What came back is no result: the schema’s code changed how one is made.',
      next: change,
    },
    unsettled: { what: 'A check waits for something that never comes.', next: change },
    engine: {
      what: `The isolated engine broke off${detail ? ` (${detail})` : ''}.`,
      next: 'Press Run again; nothing else was affected.',
    },
    stopped: { what: 'Stopped. Nothing is lost.', next: 'Press Run to start again.' },
  };
  return words[code];
}
