// Tab indents, so the keyboard needs a way out (WCAG 2.1.2): Escape, then Tab. The editor says so when Escape is pressed.
import { Prec } from '@codemirror/state';
import { type EditorView, keymap, type Panel, showPanel, ViewPlugin } from '@codemirror/view';

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta']);

function panel(view: EditorView): Panel {
  const dom = document.createElement('p');
  dom.className = 'cm-leaving';
  dom.setAttribute('role', 'status');
  view.dom.addEventListener('leaving', (event) => {
    dom.textContent = (event as CustomEvent<boolean>).detail ? 'Tab now leaves the editor.' : '';
  });
  return { dom };
}

function offer(view: EditorView, open: boolean): void {
  view.setTabFocusMode(open);
  view.dom.dispatchEvent(new CustomEvent('leaving', { detail: open }));
}

export const leaving = [
  showPanel.of(panel),
  Prec.low(
    keymap.of([
      {
        key: 'Escape',
        run: (view) => {
          offer(view, true);
          return true;
        },
      },
    ]),
  ),
  ViewPlugin.define(() => ({}), {
    eventHandlers: {
      keydown(event, view) {
        if (event.key !== 'Escape' && event.key !== 'Tab' && !modifiers.has(event.key)) offer(view, false);
      },
      blur(_event, view) {
        offer(view, false);
      },
    },
  }),
];
