// xterm under the pages' policy. It writes its sizes and colours into <style> elements and style attributes, which the policy
// refuses; the document it is given here puts the same rules into a constructed sheet and into the CSSOM, which the policy allows.
import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import rules from '@xterm/xterm/css/xterm.css?inline';
import type { Screen } from './screen.ts';

export interface TerminalOptions {
  readonly label: string;
  readonly screen: Screen;
  /** What is typed; absent: it is only read. */
  readonly typed?: (text: string) => void;
  /** Told once, when its size is known. */
  readonly ready?: (size: { cols: number; rows: number }) => void;
}

/** @returns how to end it */
export function openTerminal(place: HTMLElement, options: TerminalOptions): () => void {
  const { label, screen, typed, ready } = options;
  const own = new CSSStyleSheet();
  own.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, own];
  const sheets: CSSStyleSheet[] = [own];
  const make = lawfulElements(sheets);
  const lawful = new Proxy(document, {
    get(target, name) {
      if (name === 'createElement') return make;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const terminal = new Terminal({
    documentOverride: lawful,
    convertEol: true,
    disableStdin: typed === undefined,
    cursorInactiveStyle: 'none',
    cursorBlink: false,
    fontFamily: getComputedStyle(place).getPropertyValue('--mono') || 'monospace',
    fontSize: 13,
    lineHeight: 1.35,
    scrollback: 2_000,
    screenReaderMode: true,
    theme: themeOf(place),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  // One part of xterm (its scrollbar) takes the page's own document, whatever it is given, while it opens.
  Object.defineProperty(document, 'createElement', { value: make, configurable: true });
  try {
    terminal.open(place);
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
  terminal.textarea?.setAttribute('aria-label', label);
  fit.fit();
  // Tab moves on, as everywhere on the page; nothing here needs it.
  terminal.attachCustomKeyEventHandler((event) => event.key !== 'Tab');
  terminal.write(screen.text);
  const deaf = screen.listen((text) => {
    if (text === null) terminal.reset();
    else terminal.write(text);
  });
  if (typed) terminal.onData(typed);
  const sized = new ResizeObserver(() => fit.fit());
  sized.observe(place);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const repaint = () => {
    terminal.options.theme = themeOf(place);
  };
  scheme.addEventListener('change', repaint);
  const themed = new MutationObserver(repaint);
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  ready?.({ cols: terminal.cols, rows: terminal.rows });
  return () => {
    deaf();
    sized.disconnect();
    themed.disconnect();
    scheme.removeEventListener('change', repaint);
    terminal.dispose();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => !sheets.includes(one));
  };
}

function lawfulElements(sheets: CSSStyleSheet[]): (name: string) => HTMLElement {
  return (name) => {
    // Even an empty <style> is refused.
    const element: HTMLElement = Document.prototype.createElement.call(
      document,
      name === 'style' ? 'template' : name,
    );
    if (name === 'style') {
      const sheet = new CSSStyleSheet();
      sheets.push(sheet);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      Object.defineProperty(element, 'textContent', { set: (css: string) => void sheet.replaceSync(css) });
    } else {
      element.setAttribute = (attribute, value) => {
        if (attribute === 'style') element.style.cssText = value;
        else Element.prototype.setAttribute.call(element, attribute, value);
      };
    }
    return element;
  };
}

/** The page's own colours: xterm reads hexadecimal, and the tokens are light-dark(). */
function themeOf(place: HTMLElement): ITheme {
  const probe = document.createElement('span');
  place.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(${token})`;
    const [r = 0, g = 0, b = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
    return `#${[r, g, b].map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`;
  };
  const ink = colour('--ink');
  const theme: ITheme = {
    background: colour('--surface'),
    foreground: ink,
    cursor: colour('--accent'),
    selectionBackground: colour('--accent-wash'),
    black: ink,
    red: colour('--fail'),
    green: colour('--pass'),
    yellow: colour('--warn'),
    blue: colour('--accent'),
    magenta: colour('--accent'),
    cyan: colour('--accent'),
    white: colour('--ink-2'),
    brightBlack: colour('--ink-3'),
    brightWhite: ink,
  };
  probe.remove();
  return theme;
}
