// Reset with Undo: offered for eight seconds and until the next action, longer while somebody is on its way to the button.
import { type RefObject, useRef, useState } from 'react';

/** How to take a reset back, and what it put back: "The request is as it was." */
export interface Reversal {
  readonly said: string;
  undo(): void;
}

export interface Reset {
  readonly button: RefObject<HTMLButtonElement | null>;
  /** Absent when there is nothing to undo. */
  readonly undo: (() => void) | null;
  press(): void;
  /** The next action was taken: the offer ends. */
  forget(): void;
  /** For the Undo button: held, it does not go away. */
  readonly hold: Readonly<Record<'onFocus' | 'onBlur' | 'onPointerEnter' | 'onPointerLeave', () => void>>;
}

const shownFor = 8_000;

export function useReset(reset: (() => Reversal | null) | undefined, say: (text: string) => void): Reset {
  const [offer, setOffer] = useState<Reversal | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const button = useRef<HTMLButtonElement>(null);
  const stay = () => clearTimeout(timer.current);
  const forget = () => {
    stay();
    setOffer(null);
  };
  const leave = () => {
    stay();
    timer.current = setTimeout(() => {
      setOffer(null);
      say('');
    }, shownFor);
  };
  return {
    button,
    press: () => {
      const done = reset?.() ?? null;
      say(done?.said ?? 'Nothing was changed: there is nothing to reset.');
      setOffer(done);
      leave();
    },
    undo:
      offer &&
      (() => {
        offer.undo();
        forget();
        say('Undone.');
        button.current?.focus();
      }),
    forget,
    hold: { onFocus: stay, onPointerEnter: stay, onBlur: leave, onPointerLeave: leave },
  };
}
