// Delivering what was pressed: the work, the tries, the pauses between them, and how it ended.
import { type Proofs, WorkFailed } from './proof.ts';
import { type Tried, trySending, type Wire, whyNot } from './send.ts';
import { type Arrived, type Phase, type Trouble, writing } from './shown.ts';
import { check, type Values } from './values.ts';

/** What a press sends: as it stood then, whatever is written later. */
export interface Pressed {
  readonly key: string;
  readonly values: Values;
  readonly website: string;
}

export interface Ports {
  readonly wire: Wire;
  readonly proofs: Proofs;
  now(): number;
  /** Calls back once, later. @returns cancel */
  after(milliseconds: number, then: () => void): () => void;
  /** Hears that the line is back. @returns stop */
  onOnline(hear: () => void): () => void;
}

/** Who is told. */
export interface Told {
  phase(next: Phase): void;
  /** It leaves this browser: from now on it may arrive. */
  leaves(): void;
  /** This try, at least, was not taken. */
  refused(): void;
  arrived(pressed: Pressed, arrived: Arrived): void;
}

export interface Delivery {
  press(pressed: Pressed): Promise<void>;
  /** Now, instead of after the pause. */
  again(): void;
  /** Waits no longer. */
  stop(): void;
  /** Nothing is tried again, and what is on its way counts only if it arrives. */
  drop(): void;
}

/** Seconds before the second, third … try. */
export const pauses: readonly number[] = [5, 15, 30, 60, 120, 300];
/** Seconds: whoever would have to wait longer is told so, and decides. */
const longest = 600;

export function createDelivery({ wire, proofs, now, after, onOnline }: Ports, told: Told): Delivery {
  let pressed: Pressed | null = null;
  let tries = 0;
  let round = 0;
  let stop = () => {};

  async function proof(): Promise<{ readonly answer: string } | { readonly why: Trouble }> {
    try {
      return { answer: await proofs.take() };
    } catch (error) {
      return { why: error instanceof WorkFailed ? 'work' : whyNot(wire, error) };
    }
  }

  /** Waits and tries again, at the latest after the last pause; a line that comes back is not waited out. */
  function wait(why: Trouble, seconds = pauses[tries - 1]): void {
    if (seconds === undefined || seconds > longest) {
      told.phase({ kind: 'stuck', why });
      return;
    }
    const stopTimer = after(seconds * 1_000, again);
    const stopOnline = why === 'offline' ? onOnline(again) : () => {};
    stop = () => {
      stopTimer();
      stopOnline();
    };
    told.phase({ kind: 'waiting', why, next: now() + seconds * 1_000, tries });
  }

  function again(): void {
    if (pressed !== null) void attempt(pressed);
  }

  async function attempt(mine: Pressed): Promise<void> {
    stop();
    const { key, values, website } = mine;
    const checked = check(values);
    if (checked.kind === 'faults') {
      told.phase(writing(checked.faults));
      return;
    }
    const turn = ++round;
    tries += 1;
    told.phase({ kind: 'sending', step: 'work' });
    const worked = await proof();
    if (turn !== round) return;
    if ('why' in worked) {
      if (worked.why === 'work') told.phase({ kind: 'stuck', why: 'work' });
      else wait(worked.why);
      return;
    }
    told.phase({ kind: 'sending', step: 'send' });
    told.leaves();
    const tried = await trySending(wire, { key, lead: checked.lead, proof: worked.answer, website });
    if (tried.kind === 'taken') {
      if (turn === round) drop();
      proofs.drop();
      told.arrived(mine, tried);
    } else if (turn === round) {
      if (tried.kind !== 'unknown') told.refused();
      settle(tried);
    }
  }

  function settle(tried: Exclude<Tried, { kind: 'taken' }>): void {
    switch (tried.kind) {
      case 'faults':
        told.phase(writing(tried.faults));
        return;
      case 'proof':
        proofs.drop();
        // At once, but not for ever.
        if (tries < pauses.length) again();
        else told.phase({ kind: 'stuck', why: 'refused' });
        return;
      case 'later':
        wait(tried.why, Math.max(1, tried.seconds));
        return;
      case 'hidden-field':
      case 'earlier-taken':
        told.phase({ kind: tried.kind });
        return;
      case 'refused':
        told.phase({ kind: 'stuck', why: 'refused' });
        return;
      case 'unknown':
        wait(tried.why);
        return;
    }
  }

  function drop(): void {
    stop();
    round += 1;
    pressed = null;
  }

  return {
    press(next) {
      tries = 0;
      pressed = next;
      return attempt(next);
    },
    again,
    stop: () => stop(),
    drop,
  };
}
