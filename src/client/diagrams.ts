import clientSheet from '../diagram/client/client.css?url';
import { loadSheet } from './sheet.ts';

const touches = ['pointerenter', 'pointerdown', 'focusin'] as const;

/** Loads what makes a diagram walkable when the reader first touches it, or comes by a link to a place in it. */
export function wireDiagrams(): void {
  for (const section of document.querySelectorAll<HTMLElement>('[data-diagram]')) wire(section);
}

function wire(section: HTMLElement): void {
  let waking: Promise<void> | undefined;

  const wake = (intent: 'hash' | 'touch') => {
    for (const type of touches) section.removeEventListener(type, onTouch, true);
    removeEventListener('hashchange', onHash);
    waking ??= Promise.all([import('../diagram/client/client.ts'), loadSheet(clientSheet)]).then(
      ([client]) => {
        client.start(section, intent);
        section.removeEventListener('click', onEarlyClick, true);
      },
    );
    return waking;
  };
  const onTouch = () => void wake('touch');
  const onHash = () => {
    if (location.hash.slice(1).split('/')[0] === section.dataset['diagram']) void wake('hash');
  };
  // A tap that is faster than the download: held, then given again, so that the page does not jump to the panel.
  const onEarlyClick = (event: MouseEvent) => {
    const node = event.target instanceof Element ? event.target.closest('a.dg-node') : null;
    if (!node || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wake('touch').then(
      () => node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
      () => location.assign(node.getAttribute('href') ?? ''),
    );
  };

  for (const type of touches) section.addEventListener(type, onTouch, true);
  section.addEventListener('click', onEarlyClick, true);
  addEventListener('hashchange', onHash);
  onHash();
}
