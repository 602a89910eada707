// A code editor. The server's first frame is a text field with the same text in the same place, and it stays usable if the
// editor proper (CodeMirror, fetched when the plate comes alive) cannot be had.
import { useEffect, useId, useRef, useState } from 'react';
import css from './Editor.module.css';
import type { Completing, Diagnostic, Handle, Language, Reveal, Schema } from './editor/create.ts';
import { isTyping } from './keys.ts';

export type { Completing, Diagnostic, Language, Reveal } from './editor/create.ts';

export interface EditorProps {
  /** What is written here: "Body of the request (JSON)". */
  label: string;
  value: string;
  language: Language;
  onChange?(value: string): void;
  /** What is selected, in UTF-16 units; both the same: where the cursor is. */
  onSelect?(from: number, to: number): void;
  /** For SQL: tables and their columns, to be completed. */
  schema?: Schema;
  /** Ctrl or ⌘ + Enter. Enter alone always makes a new line. */
  onRun?(): void;
  readOnly?: boolean;
  /** Marks from outside; positions count UTF-16 units from the start of the text, as JavaScript does. */
  diagnostics?: readonly Diagnostic[];
  /** Lines in view, at the least and at the most; it grows in between and scrolls beyond. Default 4 and 16. */
  lines?: readonly [least: number, most: number];
  /** A place to show; shown once a number. */
  reveal?: Reveal | null;
  /** What may be written at a place; read once, when the editor is made. */
  complete?: Completing;
}

export function Editor(props: EditorProps) {
  const { label, value, readOnly = false, lines = [4, 16] } = props;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const handle = useRef<Handle | null>(null);
  const latest = useRef(props);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    let gone = false;
    void import('./editor/create.ts')
      .then(async ({ create }) => {
        if (gone || !place.current) return;
        const made = await create(place.current, () => latest.current, field.current);
        if (gone) return made.destroy();
        handle.current = made;
        setReady(true);
      })
      // The text field does without: nothing is lost but the colours.
      .catch(() => undefined);
    return () => {
      gone = true;
      handle.current?.destroy();
      handle.current = null;
    };
  }, []);
  useEffect(() => {
    latest.current = props;
    handle.current?.follow();
  });

  const rows = Math.min(lines[1], Math.max(lines[0], value.split('\n').length));
  return (
    <div className={css.editor} data-ready={ready || undefined}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      {!ready && (
        <textarea
          ref={field}
          id={id}
          className={css.field}
          rows={rows}
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          onChange={(event) => props.onChange?.(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !isTyping(event.nativeEvent))
              return;
            if (!props.onRun) return;
            event.preventDefault();
            props.onRun();
          }}
        />
      )}
      <div ref={place} className={css.place} />
    </div>
  );
}
