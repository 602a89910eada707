// CodeMirror in a shadow root: there it keeps its styles in constructed sheets, which the pages' policy allows; in the
// document itself it would write a <style>. Tokens are inherited through the boundary.
import {
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorSelection, EditorState } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { colours } from './colours.ts';
import { type Language, languageFor, type Schema } from './languages.ts';
import { leaving } from './leaving.ts';
import { theme } from './theme.ts';
import { typingOver } from './typing-over.ts';

export type { Language, Schema } from './languages.ts';

/** `from` and `to` in UTF-16 units; what lies outside the text is moved to its nearest end. */
export interface Diagnostic {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

/** A place that the view wants shown: scrolled to, selected, and with `focus` entered. Another number is another wish. */
export interface Reveal {
  readonly from: number;
  readonly to: number;
  readonly number: number;
  readonly focus?: boolean;
}

export type Completing = CompletionSource;

/** What the editor is told by its view, read anew each time. */
export interface Wishes {
  readonly label: string;
  readonly value: string;
  readonly language: Language;
  readonly readOnly?: boolean;
  readonly diagnostics?: readonly Diagnostic[];
  readonly lines?: readonly [least: number, most: number];
  readonly schema?: Schema;
  readonly reveal?: Reveal | null;
  readonly complete?: Completing;
  onChange?(value: string): void;
  onSelect?(from: number, to: number): void;
  onRun?(): void;
}

export interface Handle {
  /** Brings the editor to what its view now wishes. */
  follow(): void;
  destroy(): void;
}

const none: readonly Diagnostic[] = [];

/** @param before the text field that stood here: its selection and focus go over. */
export async function create(
  place: HTMLElement,
  wishes: () => Wishes,
  before: HTMLTextAreaElement | null,
): Promise<Handle> {
  const language = await languageFor(wishes().language);
  const speaking = new Compartment();
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open', delegatesFocus: true });
  const changing = new Compartment();
  let marked = none;

  const settings = ({ label, readOnly = false, lines = [4, 16] }: Wishes) => [
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      // It is editable, so it can be reached anyway; said so, a checker knows that the region can be scrolled by key.
      tabindex: '0',
      'aria-description': 'Press Escape and then Tab to leave the editor.',
      ...(readOnly ? { 'aria-readonly': 'true' } : {}),
    }),
    EditorView.theme({
      '.cm-content, .cm-gutter': { minHeight: `${lines[0] * 1.5 + 1}rem` },
      '.cm-scroller': { maxHeight: `${lines[1] * 1.5 + 1}rem` },
    }),
  ];
  const first = wishes();
  const length = first.value.length;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: first.value,
      selection: EditorSelection.single(
        Math.min(before?.selectionStart ?? 0, length),
        Math.min(before?.selectionEnd ?? 0, length),
      ),
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        keymap.of([
          {
            key: 'Mod-Enter',
            run: () => {
              const { onRun } = wishes();
              onRun?.();
              return onRun !== undefined;
            },
          },
          ...(first.schema ? completionKeymap : []),
          ...closeBracketsKeymap,
          ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter' && key !== 'Escape'),
          ...historyKeymap,
          ...lintKeymap,
          indentWithTab,
        ]),
        leaving,
        typingOver,
        speaking.of(language(first.schema)),
        first.complete
          ? autocompletion({ override: [first.complete], icons: false })
          : first.schema
            ? autocompletion()
            : [],
        syntaxHighlighting(colours),
        theme,
        changing.of(settings(first)),
        EditorView.updateListener.of((update) => {
          if (update.selectionSet || update.docChanged) {
            const { from, to } = update.state.selection.main;
            wishes().onSelect?.(from, to);
          }
          if (!update.docChanged || followed) return;
          const { onChange } = wishes();
          if (!onChange) return;
          const text = update.state.doc.toString();
          told.push(text);
          onChange(text);
        }),
      ],
    }),
  });
  /** Texts that the view was told of and has not given back yet: on a busy page it is some keys behind. */
  const told: string[] = [];
  let followed = false;
  let seen: Wishes = { ...first, reveal: null };

  const follow = () => {
    const now = wishes();
    const text = view.state.doc.toString();
    const behind = told.indexOf(now.value);
    const changes =
      behind < 0 && now.value !== text && now.value !== seen.value
        ? { from: 0, to: text.length, insert: now.value }
        : undefined;
    told.splice(0, now.value === text || changes ? told.length : behind + 1);
    const other = now.label !== seen.label || now.readOnly !== seen.readOnly;
    if (changes || other) {
      followed = true;
      view.dispatch({
        ...(changes ? { changes } : {}),
        ...(other ? { effects: changing.reconfigure(settings(now)) } : {}),
      });
      followed = false;
    }
    if (now.schema !== seen.schema) view.dispatch({ effects: speaking.reconfigure(language(now.schema)) });
    const end = view.state.doc.length;
    const within = (at: number) => Math.max(0, Math.min(at, end));
    const marks = now.diagnostics ?? none;
    if (marks !== marked || (changes && marks.length > 0)) {
      marked = marks;
      view.dispatch(
        setDiagnostics(
          view.state,
          marks.map((mark) => ({
            ...mark,
            from: within(mark.from),
            to: within(Math.max(mark.from, mark.to)),
          })),
        ),
      );
    }
    const { reveal } = now;
    if (reveal && reveal.number !== seen.reveal?.number) {
      const range = EditorSelection.range(within(reveal.from), within(reveal.to));
      view.dispatch({ selection: range, effects: EditorView.scrollIntoView(range, { y: 'center' }) });
      if (reveal.focus) view.focus();
    }
    seen = now;
  };
  follow();
  if (before && document.activeElement === before) view.focus();
  return { follow, destroy: () => view.destroy() };
}
