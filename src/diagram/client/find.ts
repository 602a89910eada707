// Find a part by its name or second line: a combobox in a dialog.
import { openDialog } from './dialog.ts';
import { make } from './element.ts';
import { partName } from './plate.ts';
import type { Walk } from './walk.ts';

export function openFind(walk: Walk): void {
  const { plate } = walk;
  const listId = `${plate.view}-found`;
  const input = make('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': 'Name of a part',
    'aria-expanded': 'true',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    placeholder: 'Name of a part',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const list = make('ul', { id: listId, role: 'listbox', 'aria-label': 'Parts', class: 'dialog-found' });
  const note = make('p', { role: 'status' });
  const dialog = openDialog(plate.section, 'Find a part', input, note, list);
  const entries = [...plate.nodes].map(([id, node]) => {
    const name = partName(plate, id);
    const detail = node.querySelector('.dg-detail')?.textContent?.trim() ?? '';
    const item = make(
      'li',
      { id: `${listId}-${id}`, role: 'option' },
      make('strong', {}, name),
      ' ',
      make('span', {}, detail),
    );
    item.addEventListener('click', () => open(id));
    return { id, item, words: `${name} ${detail} ${id}`.toLowerCase() };
  });
  let offer = entries;
  let at = 0;

  function open(id: string) {
    dialog.close();
    walk.go({ kind: 'part', part: id }, true);
    plate.nodes.get(id)?.focus({ preventScroll: true });
  }

  function choose(index: number) {
    at = (index + offer.length) % offer.length;
    for (const { item } of entries) item.setAttribute('aria-selected', String(item === offer[at]?.item));
    input.setAttribute('aria-activedescendant', offer[at]?.item.id ?? '');
    offer[at]?.item.scrollIntoView({ block: 'nearest' });
  }

  function filter() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = entries.filter((entry) => words.every((word) => entry.words.includes(word)));
    offer = found.length > 0 ? found : entries;
    const asked = input.value.trim().slice(0, 40);
    note.textContent =
      found.length > 0
        ? `${found.length} of ${entries.length} parts`
        : `No part here is called ‘${asked}’. These are all ${entries.length}:`;
    list.replaceChildren(...offer.map((entry) => entry.item));
    choose(0);
  }

  input.addEventListener('input', filter);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') choose(at + 1);
    else if (event.key === 'ArrowUp') choose(at - 1);
    else if (event.key === 'Enter') open(offer[at]?.id ?? '');
    else return;
    event.preventDefault();
  });
  filter();
  input.focus();
}
