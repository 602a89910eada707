// The keys, from the same list that answers to them.
import { type Action, offered } from './action.ts';
import { openDialog } from './dialog.ts';
import { make } from './element.ts';
import type { Walk } from './walk.ts';

const WALKING: readonly (readonly [string, string])[] = [
  ['Tab', 'Into the diagram, and out of it'],
  ['↓ ↑', 'What this part leads to, where it comes from'],
  ['← →', 'Parts beside it'],
  ['Home End', 'First part, last part'],
  ['Enter', 'Open this part'],
];

export function openHelp(walk: Walk, actions: readonly Action[]): void {
  const list = make('dl', { class: 'dialog-keys' });
  const row = (keys: string, does: string) => {
    const shown = keys.split(' ').flatMap((key) => [make('kbd', {}, key), ' ']);
    list.append(make('div', {}, make('dt', {}, ...shown), make('dd', {}, does)));
  };
  for (const [keys, does] of WALKING) row(keys, does);
  for (const action of actions) if (action.keys && offered(action, walk)) row(keyName(action), action.title);
  openDialog(
    walk.plate.section,
    'Keys in this diagram',
    make('p', {}, 'They work while the focus is in the diagram.'),
    list,
    make(
      'p',
      {},
      'Mouse: Ctrl or ⌘ with the wheel zooms, dragging moves a drawing that is larger than its frame. Touch: two fingers zoom, one moves.',
    ),
  );
}

function keyName(action: Action): string {
  const key = action.keys?.[0] ?? '';
  return key === 'Escape' ? 'Esc' : key;
}
