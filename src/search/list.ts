// The list of results: groups of links that act as options, and the one that Enter would open.

import type { Entry, Group } from './groups.ts';
import { marked } from './mark.ts';

export interface ResultList {
  readonly element: HTMLElement;
  show(groups: readonly Group[]): void;
  /** Moves by one, round the ends. */
  move(by: 1 | -1): void;
  active(): HTMLAnchorElement | undefined;
}

export function resultList(input: HTMLInputElement): ResultList {
  const element = document.createElement('div');
  element.id = 'palette-list';
  element.className = 'palette-list';
  element.setAttribute('role', 'listbox');
  element.setAttribute('aria-label', 'Results');
  element.tabIndex = -1;
  let options: HTMLAnchorElement[] = [];
  let at = 0;

  const activate = (index: number, scroll: boolean) => {
    options[at]?.setAttribute('aria-selected', 'false');
    at = index;
    const option = options[at];
    option?.setAttribute('aria-selected', 'true');
    if (scroll) (at === 0 ? option?.closest('[role=group]') : option)?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option?.id ?? '');
  };

  element.addEventListener('pointermove', ({ target }) => {
    const option = target instanceof Element ? target.closest('a') : null;
    const index = option ? options.indexOf(option) : -1;
    if (index >= 0 && index !== at) activate(index, false);
  });

  return {
    element,
    show(groups) {
      options = [];
      element.replaceChildren(
        ...groups.map((group, index) =>
          groupElement(group, `palette-group-${index}`, (entry) => {
            const option = optionElement(entry, `palette-option-${options.length}`);
            options.push(option);
            return option;
          }),
        ),
      );
      activate(0, false);
      element.scrollTop = 0;
    },
    move(by) {
      if (options.length > 0) activate((at + by + options.length) % options.length, true);
    },
    active: () => options[at],
  };
}

function groupElement(
  { name, entries }: Group,
  id: string,
  option: (entry: Entry) => HTMLElement,
): HTMLElement {
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-labelledby', id);
  const heading = document.createElement('p');
  heading.id = id;
  heading.className = 'palette-group';
  heading.setAttribute('aria-hidden', 'true');
  heading.textContent = name;
  group.append(heading, ...entries.map(option));
  return group;
}

function optionElement({ title, href, detail }: Entry, id: string): HTMLAnchorElement {
  const option = document.createElement('a');
  option.id = id;
  option.href = href;
  option.tabIndex = -1;
  option.className = 'palette-option';
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  const name = document.createElement('span');
  name.className = 'palette-name';
  name.append(...marked(title));
  option.append(name);
  if (detail !== '') {
    const line = document.createElement('span');
    line.className = 'palette-detail';
    line.append(...marked(detail));
    option.append(' ', line);
  }
  return option;
}
