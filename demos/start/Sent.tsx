import { Copy } from '../kit/Copy.tsx';
import { asText } from './as-text.ts';
import css from './Start.module.css';
import type { Phase } from './shown.ts';

const land = (element: HTMLElement | null) => {
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
};

export const Moment = ({ at }: { at: string }) => (
  <time dateTime={at}>{new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })}</time>
);

/** It arrived: the number, what happens now, and a copy of what was sent. */
export function Sent({
  id,
  phase: { reference, at, copy, more },
  onAnother,
}: {
  id: string;
  phase: Extract<Phase, { kind: 'sent' }>;
  onAnother(): void;
}) {
  const text = asText(copy);
  return (
    <section id={id} className={css.sent} data-live="" aria-labelledby={`${id}-sent`}>
      <h3 id={`${id}-sent`} ref={land} tabIndex={-1}>
        It has arrived: <span className={css.reference}>{reference}</span>
      </h3>
      <p>
        Stored on <Moment at={at} />. A person reads it and answers to {copy.email.trim()} within 24 hours.
        Name the number if you write or call about it.
      </p>
      <p className={css.ways}>
        <Copy label="Copy the number" what="number" text={() => reference} />
        <Copy label="Copy what was sent" what="message" text={() => `${reference}\n\n${text}`} />
        <button type="button" className="button small" onClick={onAnother}>
          {more ? 'Go on with the new draft' : 'Write another'}
        </button>
      </p>
      <details>
        <summary>What was sent</summary>
        <pre>{text}</pre>
      </details>
      <p className={css.hint}>
        {more
          ? 'What you changed after pressing Send is not in it: it waits as a new draft.'
          : 'The draft has been removed from this browser.'}
      </p>
    </section>
  );
}
