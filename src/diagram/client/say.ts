// The one live region of a diagram: everything that happens is said here. `shown` also shows it for a few seconds, in the
// top layer, so that neither a dialog nor full screen covers it.
import { make } from './element.ts';

export type Say = (text: string, shown?: 'shown') => void;

export function createVoice(section: HTMLElement): Say {
  const line = make('p', { class: 'diagram-say', role: 'status' });
  const toast = make('p', { class: 'diagram-toast', popover: 'manual', 'aria-hidden': 'true' });
  section.append(line, toast);
  let hide: ReturnType<typeof setTimeout> | undefined;
  let speak: ReturnType<typeof setTimeout> | undefined;
  return (text, shown) => {
    clearTimeout(hide);
    clearTimeout(speak);
    // Emptied first, or the same sentence twice would be announced once.
    line.textContent = '';
    speak = setTimeout(() => {
      line.textContent = text;
    }, 40);
    toast.hidePopover();
    if (!shown) return;
    toast.textContent = text;
    toast.showPopover();
    hide = setTimeout(() => toast.hidePopover(), 5000);
  };
}
