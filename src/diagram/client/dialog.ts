// A modal dialog inside the plate, so that it is there in full screen too. The browser keeps and returns the focus.
import { button, make } from './element.ts';

export function openDialog(
  section: HTMLElement,
  title: string,
  ...children: readonly (Node | string)[]
): HTMLDialogElement {
  const id = `${section.id}-dialog-title`;
  const dialog = make(
    'dialog',
    { class: 'diagram-dialog', 'aria-labelledby': id },
    make(
      'div',
      { class: 'dialog-head' },
      make('h4', { id }, title),
      button('Close', 'Close', () => dialog.close()),
    ),
    ...children,
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  section.append(dialog);
  dialog.showModal();
  return dialog;
}
