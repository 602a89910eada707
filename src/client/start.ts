// The only script that loads by itself. Everything heavier waits for the reader's first touch of the thing it drives.
import paletteSheet from '../search/palette.css?url';
import { wireDiagrams } from './diagrams.ts';
import { wireFonts } from './fonts.ts';
import { loadSheet } from './sheet.ts';
import { wireTheme } from './theme.ts';

wireTheme();
wireFonts();
wireDiagrams();
wireDeadLinks();
wireSearch();
wireCopyButtons();

/** A fragment that names nothing here. Places inside a diagram and states of a demo are theirs to judge. */
function wireDeadLinks(): void {
  const look = () => {
    const said = decoded(location.hash.slice(1));
    if (said === '' || document.getElementById(said)) return;
    const [head = ''] = said.split(/[/?=]/);
    if (document.getElementById(head)?.closest('.plate')) return;
    void import('./dead-link.ts').then(({ sayMissing }) => sayMissing(said));
  };
  addEventListener('hashchange', look);
  look();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function wireSearch(): void {
  const open = (opener: HTMLElement | null) =>
    void Promise.all([import('../search/palette.ts'), loadSheet(paletteSheet)]).then(([palette]) =>
      palette.open(opener),
    );
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
  const { dataset } = document.documentElement;
  dataset['started'] = '';
  if (dataset['early'] === 'search') {
    open(document.activeElement instanceof HTMLElement ? document.activeElement : null);
  }
}

function wireCopyButtons(): void {
  const touches = ['pointerenter', 'pointerdown', 'focusin'] as const;
  const figures = document.querySelectorAll<HTMLElement>('figure.code');
  if (figures.length === 0) return;
  const wake = (event: Event) => {
    if (!(event.target instanceof Element) || !event.target.closest('figure.code')) return;
    for (const type of touches) document.removeEventListener(type, wake, true);
    void import('../markdown/copy.ts').then((copy) => copy.start(figures));
  };
  for (const type of touches) document.addEventListener(type, wake, true);
}
