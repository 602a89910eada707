// The engine's ports in a browser, and the one console of the page.
import { engineOf } from './connect.ts';
import { cupboard } from './kept.ts';
import { type Console, openConsole } from './session.ts';

let made: Console | null = null;

export function theConsole(): Console {
  made ??= openConsole({
    engine: engineOf(),
    shelf: () => localStorage,
    cupboard,
    locks: () => ('locks' in navigator ? navigator.locks : null),
    now: () => Date.now(),
    save(file, name) {
      const anchor = document.createElement('a');
      anchor.href = URL.createObjectURL(file);
      anchor.download = name;
      anchor.click();
      // The browser has taken it by then; keeping it longer would keep the whole file in memory.
      setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
    },
    later(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  return made;
}
