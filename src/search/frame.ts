// The dialog itself: a line to type in, what is happening in words, and room for the list. Built once a page.

export interface Frame {
  readonly dialog: HTMLDialogElement;
  readonly input: HTMLInputElement;
  /** Says what the list shows, or why it does not. Read out when it changes. */
  readonly note: HTMLElement;
}

export function frame(): Frame {
  const dialog = element('dialog', 'palette');
  dialog.setAttribute('aria-label', 'Search');

  const input = element('input', 'palette-input');
  input.type = 'text';
  input.placeholder = 'Search pages, parts and decisions';
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.setAttribute('autocapitalize', 'off');
  input.setAttribute('enterkeyhint', 'go');
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-label', 'Search');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'true');
  input.setAttribute('aria-controls', 'palette-list');

  const close = element('button', 'palette-close');
  close.type = 'button';
  close.textContent = 'Close';
  close.addEventListener('click', () => dialog.close());

  const head = element('div', 'palette-head');
  head.append(input, close);

  const note = element('p', 'palette-note');
  note.setAttribute('role', 'status');

  dialog.append(head, note, keys());
  // A press beside the dialog reaches the dialog element itself, since its content fills it.
  dialog.addEventListener('pointerdown', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  return { dialog, input, note };
}

function keys(): HTMLElement {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const line = element('p', 'palette-keys');
  line.setAttribute('aria-hidden', 'true');
  const hints = [
    ['↑ ↓', 'choose'],
    ['Enter', 'open'],
    [mac ? '⌘ Enter' : 'Ctrl Enter', 'in a new tab'],
    ['Esc', 'close'],
  ] as const;
  for (const [key, what] of hints) {
    const hint = element('span', '');
    const cap = element('kbd', '');
    cap.textContent = key;
    hint.append(cap, ` ${what}`);
    line.append(hint);
  }
  return line;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  return made;
}
