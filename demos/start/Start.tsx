import { useCallback, useRef, useState } from 'react';
import { Copy } from '../kit/Copy.tsx';
import fields from '../kit/fields.module.css';
import quiet from '../kit/quiet.module.css';
import { useLive, useSession } from '../kit/use-session.ts';
import { asText, mailLink } from './as-text.ts';
import { Beside } from './Beside.tsx';
import { about, budgets, budgetWords, type FieldName, stages, stageWords, times, timeWords } from './demo.ts';
import { draftName } from './draft.ts';
import { Choice, Field, Select } from './Field.tsx';
import { clearHidden, fillForm, focusField, focusSend, idOf, readForm, readHidden } from './form-dom.ts';
import { Progress } from './Progress.tsx';
import { openSession } from './ports.ts';
import { contextOf } from './prefill.ts';
import { Moment, Sent } from './Sent.tsx';
import css from './Start.module.css';
import { Summary } from './Summary.tsx';
import { begin } from './shown.ts';
import type { Typed } from './typed.ts';
import { empty } from './values.ts';

/** The form: typed text stays in the page's own fields, and in this browser until it was taken. */
export default function Start() {
  const [session] = useState(openSession);
  const shown = useSession(session, begin);
  const live = useLive();
  const { phase, context, looked, kept, restored, before } = shown;
  const form = useRef<HTMLFormElement>(null);
  const anew = useRef(false);
  const [undo, setUndo] = useState<(() => Typed) | null>(null);
  const adopt = useCallback(
    (element: HTMLFormElement | null) => {
      form.current = element;
      if (element === null || element.dataset['adopted'] !== undefined) return;
      element.dataset['adopted'] = '';
      fillForm(element, session.adopt(readForm(element), contextOf(location.search)));
      if (anew.current) focusField(element, 'building');
      // The focus that brought the script here was the first one.
      if (element.contains(document.activeElement)) session.near();
    },
    [session],
  );
  const typed = (): Typed => readForm(form.current as HTMLFormElement);
  const values = () => ({ ...typed(), topic: '', from: '', claim: '', ...context, looked });
  const faults = phase.kind === 'writing' ? phase.faults : [];
  const faultOf = (name: FieldName) => faults.find(({ field }) => field === name)?.text;
  const busy = phase.kind === 'sending';
  const submit = async () => {
    const element = form.current as HTMLFormElement;
    setUndo(null);
    await session.send(readForm(element), readHidden(element));
  };

  const another = () => {
    anew.current = true;
    session.another();
  };

  /** For a button that goes away when it is pressed: the focus stays in the form. */
  const fromHere = (work: (element: HTMLFormElement) => void) => () => {
    const element = form.current as HTMLFormElement;
    focusSend(element);
    work(element);
  };

  if (phase.kind === 'sent') return <Sent id={about.id} phase={phase} onAnother={another} />;
  return (
    <form
      id={about.id}
      ref={adopt}
      className={`${css.form} ${fields.fields} needs-js`}
      noValidate
      aria-label={about.title}
      data-live={live || undefined}
      data-wakes={draftName}
      onInput={() => {
        setUndo(null);
        session.typed(typed());
      }}
      onFocus={() => session.near()}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Summary faults={faults} onGo={(name) => focusField(form.current as HTMLFormElement, name)} />
      {before && (
        <p className={css.restored} role="status">
          Your message <span className={css.reference}>{before.reference}</span> arrived on{' '}
          <Moment at={before.at} />.
        </p>
      )}
      {restored !== 'no' && (
        <p className={css.restored} role="status">
          Your draft is back: it was kept in this browser.
          {restored === 'unsure' &&
            ' It was sent once, and no answer came. Press Send again: if it has arrived, you get its number, and it is not stored twice.'}
        </p>
      )}
      <Field
        name="building"
        hint="A sentence or two is enough. No passwords, keys or customer data, please."
        fault={faultOf('building')}
      >
        {(control) => <textarea {...control} rows={5} required />}
      </Field>
      <Choice name="stage" options={stages} words={stageWords} fault={faultOf('stage')} />
      <Field
        name="matters"
        optional
        hint="A date, a risk, a number of users: whatever decides."
        fault={faultOf('matters')}
      >
        {(control) => <textarea {...control} rows={3} />}
      </Field>
      <div className={css.pair}>
        <Field name="name" fault={faultOf('name')}>
          {(control) => <input {...control} autoComplete="name" required />}
        </Field>
        <Field name="email" fault={faultOf('email')}>
          {(control) => (
            <input
              {...control}
              type="email"
              inputMode="email"
              autoComplete="email"
              spellCheck={false}
              required
            />
          )}
        </Field>
      </div>
      <Field name="company" optional fault={faultOf('company')}>
        {(control) => <input {...control} autoComplete="organization" />}
      </Field>
      <div className={css.pair}>
        <Select
          name="budget"
          optional
          options={budgets}
          words={budgetWords}
          first="unknown"
          fault={faultOf('budget')}
        />
        <Select name="time" optional options={times} words={timeWords} first="open" fault={faultOf('time')} />
      </div>
      <label className={css.check}>
        <input id={idOf('nda')} type="checkbox" name="nda" value="yes" /> I would like an NDA before saying
        more
      </label>
      <div className={css.trap} aria-hidden="true">
        <label htmlFor="start-website">Leave this empty</label>
        <input id="start-website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
      <Beside context={context} looked={looked} session={session} />
      <div className={css.actions}>
        <button type="submit" className="button primary" aria-disabled={busy || undefined}>
          {busy ? 'Sending…' : 'Send'}
        </button>
        <button
          type="button"
          className={quiet.quiet}
          onClick={() => {
            const done = session.clear(typed());
            if (!done) return;
            fillForm(form.current as HTMLFormElement, done.typed);
            setUndo(() => done.undo);
          }}
        >
          Clear
        </button>
        {undo && (
          <button
            type="button"
            className={quiet.quiet}
            onClick={fromHere((element) => {
              fillForm(element, undo());
              setUndo(null);
            })}
          >
            Undo
          </button>
        )}
        <span className={css.kept}>{kept ? 'Draft kept in this browser' : undo ? 'Cleared' : ''}</span>
      </div>
      <Progress
        phase={phase}
        onAgain={fromHere((element) => {
          clearHidden(element);
          if (phase.kind === 'hidden-field') void submit();
          else session.again();
        })}
        onStop={fromHere(() => session.stop())}
        onNew={fromHere((element) => void session.sendAsNew(readForm(element)))}
        ways={
          <>
            <a
              className="button small"
              href={mailLink(empty)}
              onClick={(event) => {
                event.currentTarget.href = mailLink(values());
              }}
            >
              Send it by mail
            </a>
            <Copy label="Copy the text" what="message" text={() => asText(values())} />
          </>
        }
      />
    </form>
  );
}
