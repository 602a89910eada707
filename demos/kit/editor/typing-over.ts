// Chrome keeps the look of selected text that is typed over by writing a style attribute, which the pages' policy refuses
// and reports. So typing over a selection is a transaction from the start and never reaches the browser's own editing.
import { EditorView } from '@codemirror/view';

export const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { data: text, inputType, isComposing } = event as InputEvent;
    const { empty, from, to } = state.selection.main;
    if (inputType !== 'insertText' || !text || isComposing || empty || state.readOnly) return false;
    event.preventDefault();
    const insert = () =>
      state.update(state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    const handled = state
      .facet(EditorView.inputHandler)
      .some((handle) => handle(view, from, to, text, insert));
    if (!handled) view.dispatch(insert());
    return true;
  },
});
