// A modal dialog inside the plate, so that it is there in full screen too. The browser keeps and returns the focus.
import { type ReactNode, useId } from 'react';
import css from './Dialog.module.css';
import quiet from './quiet.module.css';

const open = (dialog: HTMLDialogElement | null) => {
  if (dialog && !dialog.open) dialog.showModal();
};

/** Open for as long as it is rendered; `onClose` must take it away. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose(): void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the dialog; on the keyboard Escape closes it
    <dialog
      ref={open}
      className={css.dialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div className={css.head}>
        <h4 id={id}>{title}</h4>
        <button
          type="button"
          className={quiet.quiet}
          onClick={(event) => event.currentTarget.closest('dialog')?.close()}
        >
          Close
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** What the browser would not copy, selected, to be copied by hand. */
export function CopyField({ what, text, onClose }: { what: string; text: string; onClose(): void }) {
  return (
    <Dialog title={`Copy the ${what}`} onClose={onClose}>
      <p>
        The browser did not allow copying. The {what} is selected: copy it with Ctrl+C, ⌘C or a long press.
      </p>
      <textarea
        ref={(field) => field?.select()}
        readOnly
        aria-label={`The ${what}`}
        rows={Math.min(14, text.split('\n').length + 1)}
        defaultValue={text}
      />
    </Dialog>
  );
}
