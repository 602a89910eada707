import { useMemo, useState, useSyncExternalStore } from 'react';
import { encode } from 'uqr';
import { Copy } from '../kit/Copy.tsx';
import fields from '../kit/fields.module.css';
import quiet from '../kit/quiet.module.css';
import { saveFile } from '../kit/save-file.ts';
import { useLive } from '../kit/use-session.ts';
import { about, places, topicWords } from './demo.ts';
import css from './LinkBuilder.module.css';
import { contextOf, linkWith } from './prefill.ts';

const never = () => () => {};

/** A link to the form, as text and as a QR code. Nothing is sent and nothing is counted. */
export default function LinkBuilder() {
  const [{ topic, from, claim }, setIds] = useState({ topic: '', from: '', claim: '' });
  const live = useLive();
  const origin = useSyncExternalStore(
    never,
    () => location.origin,
    () => '',
  );
  // Only what the form will take.
  const good = contextOf(`?${new URLSearchParams({ topic, from, claim })}`);
  const link = `${origin}${linkWith(good)}`;
  const wrong = Object.entries({ from, claim }).find(
    ([name, id]) => id !== '' && good[name as 'from' | 'claim'] === undefined,
  );
  return (
    <form
      id={about.id}
      // What was chosen before the script came counts.
      ref={(form) => {
        if (form === null || form.dataset['read'] !== undefined) return;
        form.dataset['read'] = '';
        setIds(idsIn(form));
      }}
      className={`${css.builder} ${fields.fields} needs-js`}
      onInput={(event) => setIds(idsIn(event.currentTarget))}
      onSubmit={(event) => event.preventDefault()}
      data-live={live || undefined}
      aria-label="Make a link"
    >
      <div className={css.fields}>
        <label>
          About
          <select name="topic">
            <option value="">nothing in particular</option>
            {Object.entries(topicWords).map(([id, word]) => (
              <option key={id} value={id}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label>
          Comes from
          <input list={`${about.id}-places`} name="from" maxLength={200} spellCheck={false} />
        </label>
        <datalist id={`${about.id}-places`}>
          {Object.entries(places).map(([id, word]) => (
            <option key={id} value={id}>
              {word}
            </option>
          ))}
        </datalist>
        <label>
          <span>
            Id of a sentence, from <a href="/proofs/">the ledger</a>
          </span>
          <input name="claim" maxLength={200} spellCheck={false} />
        </label>
        <p role="status" className={css.wrong}>
          {wrong &&
            `“${wrong[1]}” is not an id: small letters, digits and hyphens. It is left out of the link.`}
        </p>
      </div>
      <div className={css.made}>
        {origin === '' ? (
          <p className={css.none}>The QR code is drawn here as soon as you choose something.</p>
        ) : (
          <Code text={link} />
        )}
        <p className={css.link}>
          <a href={link}>{link}</a>
        </p>
        <p className={css.actions}>
          <Copy label="Copy the link" what="link" text={() => link} />
          <button
            type="button"
            className={quiet.quiet}
            onClick={({ currentTarget: { form } }) => saveCode(form?.querySelector('svg'))}
          >
            Save the code
          </button>
          <a className="button small" href={link}>
            Preview
          </a>
        </p>
      </div>
    </form>
  );
}

function idsIn(form: HTMLFormElement) {
  const given = new FormData(form);
  const id = (name: string): string => String(given.get(name) ?? '').trim();
  // The address of a sentence in the ledger will do for its id.
  return { topic: id('topic'), from: id('from'), claim: id('claim').replace(/^.*#/, '') };
}

/** QR code, ISO/IEC 18004, error correction M; drawn as one path. */
function Code({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(text, { ecc: 'M', border: 3 });
    const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size, path: squares.join('') };
  }, [text]);
  return (
    <svg className={css.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label="The link as a QR code">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** As a drawing that prints at any size. */
function saveCode(code: SVGElement | null | undefined): void {
  if (!code) return;
  const text = new XMLSerializer().serializeToString(code);
  saveFile(new Blob([text], { type: 'image/svg+xml' }), 'start-a-project.svg');
}
