// What a plate says after an action, and Reset with its Undo: offered for eight seconds and until the next action, longer
// while somebody is on the way to the button.
import { type RefObject, useRef, useState } from 'react';

/** How to take a reset back, and what it put back: "Back to the first request." */
export interface Reversal {
  readonly said: string;
  undo(): void;
}

export interface Voice {
  /** Shown and read out; '' when there is nothing to say. */
  readonly said: string;
  /** Absent when there is nothing to undo. */
  readonly undo: (() => void) | null;
  readonly resetButton: RefObject<HTMLButtonElement | null>;
  say(text: string): void;
  reset(): void;
  /** The next action was taken: what was said and offered goes. */
  hush(): void;
  /** For what holds the Undo button: held, it stays. */
  readonly hold: Readonly<Record<'onFocus' | 'onBlur' | 'onPointerEnter' | 'onPointerLeave', () => void>>;
}

const shownFor = 8_000;

export function useVoice(reset: (() => Reversal | null) | undefined): Voice {
  const [said, setSaid] = useState('');
  const [offer, setOffer] = useState<Reversal | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const resetButton = useRef<HTMLButtonElement>(null);
  const stay = () => clearTimeout(timer.current);
  const hush = () => {
    stay();
    setSaid('');
    setOffer(null);
  };
  const leave = () => {
    stay();
    timer.current = setTimeout(hush, shownFor);
  };
  const say = (text: string, undo: Reversal | null = null) => {
    setSaid(text);
    setOffer(undo);
    leave();
  };
  return {
    said,
    resetButton,
    say,
    hush,
    reset: () => {
      const done = reset?.() ?? null;
      say(done?.said ?? 'Nothing was changed, so there is nothing to reset.', done);
    },
    undo:
      offer &&
      (() => {
        offer.undo();
        say('Undone.');
        resetButton.current?.focus();
      }),
    hold: { onFocus: stay, onPointerEnter: stay, onBlur: leave, onPointerLeave: leave },
  };
}
