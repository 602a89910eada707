// Copying says what happened. A browser that refuses gets a field to copy from by hand.
import { openDialog } from './dialog.ts';
import { make } from './element.ts';
import { formatPlace } from './place.ts';
import { partName } from './plate.ts';
import type { Walk } from './walk.ts';

export async function copyLink(walk: Walk): Promise<void> {
  const place = walk.place();
  const link = `${location.origin}${location.pathname}${formatPlace(place, walk.plate.view)}`;
  const where =
    place.kind === 'part'
      ? `to ${partName(walk.plate, place.part)}`
      : place.kind === 'step'
        ? `to step ${place.step}`
        : 'to the whole diagram';
  await copy(walk, link, `Link copied ${where}.`, 'link');
}

export async function copyMermaid(walk: Walk): Promise<void> {
  const text = walk.plate.section.querySelector('[data-mermaid]')?.textContent ?? '';
  await copy(walk, text, 'Mermaid text copied.', 'Mermaid text');
}

async function copy(walk: Walk, text: string, done: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    walk.say(done, 'shown');
  } catch {
    const rows = String(Math.min(14, text.split('\n').length + 1));
    const field = make('textarea', { readonly: '', rows, 'aria-label': `The ${what}` });
    field.value = text;
    const why = `The browser did not allow copying. The ${what} is selected: copy it with Ctrl+C, ⌘C or a long press.`;
    openDialog(walk.plate.section, `Copy the ${what}`, make('p', {}, why), field);
    field.focus();
    field.select();
    walk.say(why);
  }
}
