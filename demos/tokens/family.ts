// A family of refresh tokens in memory: the service's own rule (rotate.ts) and tokens (refresh-token.ts) over a map, and
// the same with a famous mistake in place of the rule.
import { makeRefreshToken, readRefreshToken } from '#api/identity/refresh-token.ts';
import { type Rotation, rotate } from '#api/identity/rotate.ts';

export interface Answer {
  readonly status: number;
  /** The refresh token that was given. */
  readonly token: string | null;
  /** What the rule said; a client is told only the status. */
  readonly why: string;
}

/** What refreshing needs of a service, wherever it runs. */
export interface Issuer {
  /** Signs in. */
  start(): Promise<Answer>;
  present(token: string): Promise<Answer>;
}

/** `grace` in milliseconds; `sliding` the wrong design. */
export type Rule =
  | { readonly kind: 'rotate'; readonly grace: number }
  | { readonly kind: 'sliding'; readonly window: number };

interface Row {
  usedAt: number | null;
  successor: string | null;
}

export const reasons: Readonly<Record<Rotation, string>> = {
  rotated: 'It was unused: here is its one successor.',
  'same-successor':
    'It was used moments ago, and nobody has used its successor: here is the same successor again.',
  reused: 'It was used before. Somebody has a copy, so the whole family ends.',
  expired: 'It is too old.',
  ended: 'Its family has ended.',
  unknown: 'Nobody here issued it.',
};

export interface MemoryFamily extends Issuer {
  readonly ended: boolean;
}

/** @param now milliseconds @param random 32 bytes for each new token */
export function memoryFamily(rule: Rule, now: () => number, random: () => Uint8Array): MemoryFamily {
  return rule.kind === 'rotate' ? byTheRule(rule.grace, now, random) : sliding(rule.window, now, random);
}

const refused = (why: string): Answer => ({ status: 401, token: null, why });

function byTheRule(grace: number, now: () => number, random: () => Uint8Array): MemoryFamily {
  const rows = new Map<string, Row>();
  let ended = false;

  async function fresh(): Promise<string> {
    const { text } = await makeRefreshToken(random());
    rows.set(text, { usedAt: null, successor: null });
    return text;
  }
  return {
    get ended() {
      return ended;
    },
    async start() {
      return { status: 201, token: await fresh(), why: 'Signed in: the first token of a family.' };
    },
    async present(token) {
      if ((await readRefreshToken(token)) === null) return refused('That is no refresh token.');
      const next = await fresh();
      // From here to the answer nothing waits: one caller at a time, as the database's one statement sees to it.
      const row = rows.get(token);
      const successorUsed = row?.successor ? rows.get(row.successor)?.usedAt !== null : false;
      const far = Number.POSITIVE_INFINITY;
      const state = row
        ? { usedAt: row.usedAt, successorUsed, idleExpiry: far, absoluteExpiry: far, ended, active: true }
        : null;
      const outcome = rotate(state, now(), grace);
      if (outcome === 'rotated' && row) {
        row.usedAt = now();
        row.successor = next;
        return { status: 200, token: next, why: reasons.rotated };
      }
      rows.delete(next);
      if (outcome === 'same-successor' && row)
        return { status: 200, token: row.successor, why: reasons[outcome] };
      if (outcome === 'reused') ended = true;
      return refused(reasons[outcome]);
    },
  };
}

/**
 * The famous mistake: the row keeps a current and a previous token, and a use of the previous one writes itself down as previous again
 * and begins the window anew, instead of the token that it replaced.
 */
function sliding(window: number, now: () => number, random: () => Uint8Array): MemoryFamily {
  let current = '';
  let previous = '';
  let until = 0;
  let ended = false;
  return {
    get ended() {
      return ended;
    },
    async start() {
      current = (await makeRefreshToken(random())).text;
      return { status: 201, token: current, why: 'Signed in: the first token of a family.' };
    },
    async present(token) {
      const next = (await makeRefreshToken(random())).text;
      if (ended) return refused(reasons.ended);
      const known = token === current;
      if (!known && !(token === previous && now() <= until)) {
        ended = true;
        return refused(reasons.reused);
      }
      previous = token;
      current = next;
      until = now() + window;
      return {
        status: 200,
        token: next,
        why: known
          ? reasons.rotated
          : 'It was used before, but its window is open: here is ANOTHER token, and the window begins anew.',
      };
    },
  };
}
