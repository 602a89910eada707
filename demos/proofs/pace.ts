// Keeps to a host's limits instead of loosening them: reads what every answer says is left, and lets the minute pass before a
// proof that would need more. On a clock that can be moved it passes at once, elsewhere in real time.
import type { CallInit, Client } from '../runtime/contract.ts';

type Policy = 'client' | 'sign-in';
type Left = Readonly<Record<Policy, number>>;

export interface Paced {
  readonly client: Client;
  /** Whole milliseconds after which at least this much is left again; 0 when it is there, or when nothing is known. */
  missing(wanted: Left): number;
  /** The windows are over: what was known of them is not true any more. */
  passed(): void;
}

interface Window {
  readonly most: number;
  readonly left: number;
  readonly seconds: number;
  readonly heard: number;
}

/** @param now milliseconds that pass as the host's do, when nobody moves its clock */
export function paced(host: Client, now: () => number): Paced {
  const windows = new Map<string, Window>();

  function hear({ headers }: Response): void {
    const left = headers.get('ratelimit') ?? '';
    for (const [, name = '', most, seconds] of (headers.get('ratelimit-policy') ?? '').matchAll(
      /"([\w-]+)";q=(\d+);w=(\d+)/g,
    )) {
      const [, rest] = new RegExp(`"${name}";r=(\\d+)`).exec(left) ?? [];
      windows.set(name, {
        most: Number(most),
        left: Number(rest ?? most),
        seconds: Number(seconds),
        heard: now(),
      });
    }
  }

  return {
    client: {
      label: host.label,
      async fetch(path: string, init?: CallInit) {
        const answer = await host.fetch(path, init);
        hear(answer);
        return answer;
      },
    },
    missing: (wanted) =>
      Math.max(
        0,
        ...(Object.entries(wanted) as [Policy, number][]).map(([policy, need]) => {
          const known = windows.get(policy);
          // More than the window holds is never there: what then is refused, is refused.
          if (known === undefined || known.left >= Math.min(need, known.most)) return 0;
          return Math.max(0, Math.ceil(known.heard + known.seconds * 1000 - now()));
        }),
      ),
    passed: () => windows.clear(),
  };
}
