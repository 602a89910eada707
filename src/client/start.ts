// The only script that loads by itself. Everything heavier waits for the reader's first touch of the thing it drives.
import { wireTheme } from './theme.ts';

const touches = ['pointerenter', 'pointerdown', 'focusin'] as const;

wireTheme();
wireDiagrams();
wireSearch();
wireCopyButtons();

function wireDiagrams(): void {
  for (const section of document.querySelectorAll<HTMLElement>('[data-diagram]')) {
    const wake = (intent: 'hash' | 'touch') => {
      for (const type of touches) section.removeEventListener(type, onTouch, true);
      removeEventListener('hashchange', onHash);
      void import('../diagram/client/client.ts').then((client) => client.start(section, intent));
    };
    const onTouch = () => wake('touch');
    const onHash = () => {
      const id = location.hash.slice(1).split('/')[0];
      if (id === section.dataset['diagram']) wake('hash');
    };
    for (const type of touches) section.addEventListener(type, onTouch, true);
    addEventListener('hashchange', onHash);
    onHash();
  }
}

function wireSearch(): void {
  const open = (opener: HTMLElement | null) =>
    void import('../search/palette.ts').then((palette) => palette.open(opener));
  for (const button of document.querySelectorAll<HTMLElement>('[data-search]')) {
    button.addEventListener('click', () => open(button));
  }
  addEventListener('keydown', (event) => {
    if (
      event.key.toLowerCase() === 'k' &&
      (event.metaKey || event.ctrlKey) &&
      !event.altKey &&
      !event.shiftKey
    ) {
      event.preventDefault();
      open(document.activeElement instanceof HTMLElement ? document.activeElement : null);
    }
  });
}

function wireCopyButtons(): void {
  const figures = document.querySelectorAll<HTMLElement>('figure.code');
  if (figures.length === 0) return;
  const wake = (event: Event) => {
    if (!(event.target instanceof Element) || !event.target.closest('figure.code')) return;
    for (const type of touches) document.removeEventListener(type, wake, true);
    void import('../markdown/copy.ts').then((copy) => copy.start(figures));
  };
  for (const type of touches) document.addEventListener(type, wake, true);
}
