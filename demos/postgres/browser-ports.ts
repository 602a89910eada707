// The engine's ports in a browser, and the one console of the page.
import { saveFile } from '../kit/save-file.ts';
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
    save: saveFile,
    later(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  return made;
}
