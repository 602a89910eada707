// An element that goes away while it has the focus takes the keys of its demo with it, and a screen reader to the top of the page
// (WCAG 2.2, 2.4.3). The focus goes to the nearest element around it that is still there.

/** @returns stop */
export function keepFocus(frame: HTMLElement): () => void {
  /** The focused element and what is around it, from the inside out; empty when the focus is elsewhere. */
  let path: readonly HTMLElement[] = [];

  const mend = () => {
    if (path.length === 0 || path[0]?.isConnected || document.activeElement !== document.body) return;
    const near = path.find((one) => one.isConnected) ?? frame;
    path = [];
    const own = near.hasAttribute('tabindex');
    if (!own) near.tabIndex = -1;
    near.focus({ preventScroll: true });
    if (!own) near.addEventListener('blur', () => near.removeAttribute('tabindex'), { once: true });
  };
  const heed = (focused: EventTarget | null) => {
    const found: HTMLElement[] = [];
    for (let at = focused as HTMLElement | null; at && at !== frame; at = at.parentElement) found.push(at);
    path = found;
  };
  const onIn = ({ target }: FocusEvent) => heed(target);
  // Some browsers say so when the focused element is taken away, some do not; whoever clicked beside it has left.
  const onOut = ({ target }: FocusEvent) =>
    queueMicrotask(() => {
      if (target === path[0] && path[0]?.isConnected) path = [];
      else mend();
    });
  if (frame.contains(document.activeElement)) heed(document.activeElement);
  const seen = new MutationObserver(mend);
  frame.addEventListener('focusin', onIn);
  frame.addEventListener('focusout', onOut);
  seen.observe(frame, { childList: true, subtree: true });
  return () => {
    seen.disconnect();
    frame.removeEventListener('focusin', onIn);
    frame.removeEventListener('focusout', onOut);
  };
}
