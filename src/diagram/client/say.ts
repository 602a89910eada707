// The one live region of a diagram. Everything that happens is said here; `shown` also shows it for a few seconds.
import { make } from './element.ts';

export type Say = (text: string, shown?: 'shown') => void;

export function createVoice(section: HTMLElement): Say {
  const line = make('p', { class: 'diagram-say', role: 'status' });
  section.append(line);
  let hide: ReturnType<typeof setTimeout> | undefined;
  let speak: ReturnType<typeof setTimeout> | undefined;
  return (text, shown) => {
    clearTimeout(hide);
    clearTimeout(speak);
    // Emptied first, or the same sentence twice would be announced once.
    line.textContent = '';
    line.toggleAttribute('data-shown', shown === 'shown');
    speak = setTimeout(() => {
      line.textContent = text;
    }, 40);
    if (shown) hide = setTimeout(() => line.removeAttribute('data-shown'), 5000);
  };
}
