import { useState } from 'react';
import css from './Copy.module.css';
import { copyText } from './copy.ts';
import { CopyField } from './Dialog.tsx';
import quiet from './quiet.module.css';

/** Copies `text()` when pressed and says so; where the browser refuses, a field to copy it from by hand. */
export function Copy({ label, what, text }: { label: string; what: string; text(): string }) {
  const [done, setDone] = useState(false);
  const [field, setField] = useState<string | null>(null);
  const press = async () => {
    const it = text();
    if (!(await copyText(it))) return setField(it);
    setDone(true);
    setTimeout(() => setDone(false), 2_500);
  };
  return (
    <>
      <button type="button" className={`${quiet.quiet} ${css.copy} needs-js`} onClick={() => void press()}>
        {label}
      </button>
      <span role="status" className={css.done}>
        {done ? `Copied the ${what}.` : ''}
      </span>
      {field !== null && <CopyField what={what} text={field} onClose={() => setField(null)} />}
    </>
  );
}
