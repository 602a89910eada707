// Keys of a plate: they work while the focus is in it, never while somebody types.

export interface PlateKey {
  /** As KeyboardEvent.key says it, e.g. "j"; with `mod` only together with Ctrl or ⌘. */
  readonly key: string;
  readonly mod?: boolean;
  readonly title: string;
  run(): void;
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The first key that fits. A plain letter belongs to whoever types it: `typing` leaves only those with Ctrl or ⌘. */
export function keyFor(keys: readonly PlateKey[], pressed: Pressed, typing: boolean): PlateKey | undefined {
  if (pressed.altKey) return undefined;
  const mod = pressed.ctrlKey || pressed.metaKey;
  return keys.find(
    (one) =>
      (one.mod ?? false) === mod && one.key.toLowerCase() === pressed.key.toLowerCase() && (mod || !typing),
  );
}

/** Whether the event comes from where text is written; an editor in a shadow root counts. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))
  );
}

/** "Ctrl or ⌘ + Enter" */
export const nameOf = ({ key, mod }: PlateKey): string =>
  `${mod ? 'Ctrl or ⌘ + ' : ''}${key === 'Escape' ? 'Esc' : key}`;
