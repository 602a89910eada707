// What lies before the reviewer: the item with its lease, and how it is decided; or why there is none.
import quiet from '../kit/quiet.module.css';
import type { Item } from './calls.ts';
import { act } from './engine.ts';
import { FieldList } from './FieldList.tsx';
import { FieldsForm } from './FieldsForm.tsx';
import css from './Item.module.css';
import { NothingHere } from './NothingHere.tsx';
import { Reasons } from './Reasons.tsx';
import { Source } from './Source.tsx';
import type { Session } from './session.ts';
import { type Desk, deskOf, type Shown } from './state.ts';
import { type Fields, type Typed, typedOf } from './typed.ts';
import { clockText, dueText, reasonText } from './words.ts';

export function DeskView({ shown }: { shown: Shown }) {
  const desk = deskOf(shown);
  const { item } = desk;
  return (
    // Focus comes back here when a form or an item goes, so that the keys go on working.
    <div className={css.desk} data-desk tabIndex={-1}>
      {item === null ? (
        <NothingHere shown={shown} />
      ) : (
        <article aria-label={`Item, ${item.fields?.intent ?? 'no answer'}`}>
          <Head item={item} desk={desk} now={shown.now} />
          {desk.lost !== null && <Lost why={desk.lost} />}
          <Body shown={shown} desk={desk} item={item} />
        </article>
      )}
    </div>
  );
}

const deskAround = (element: Element) => element.closest<HTMLElement>('[data-desk]');

const press = (work: (it: Session) => unknown) => (event: { readonly currentTarget: Element }) => {
  const desk = deskAround(event.currentTarget);
  act(async (it) => {
    await work(it);
    // The pressed button may have gone with what it was for.
    requestAnimationFrame(() => {
      const faulty = desk?.querySelector<HTMLElement>('[aria-invalid="true"]');
      if (faulty) faulty.focus();
      else if (document.activeElement === document.body) desk?.focus({ preventScroll: true });
    });
  });
};

function Head({ item, desk, now }: { item: Item; desk: Desk; now: number }) {
  const left = Date.parse(item.leaseUntil ?? '') - now;
  const gone = desk.lost !== null;
  return (
    <header className={css.head}>
      <ul className={css.chips}>
        {item.reasons.map((reason) => (
          <li key={reason} className="chip">
            {reasonText(reason)}
          </li>
        ))}
        {item.escalated && <li className="chip">escalated</li>}
        {item.state === 'second' && <li className="chip">second person needed</li>}
        {item.twice && item.state === 'open' && <li className="chip">two people have to agree</li>}
        <li className="chip">{dueText(Date.parse(item.dueAt) - now)}</li>
      </ul>
      <p className={css.lease} data-over={gone || left < 60_000 || undefined}>
        <span>
          {gone ? 'not yours any more' : <>yours for {clockText(left)}</>}
          <small> fence {item.fence}</small>
        </span>
        <progress
          max={300}
          value={gone ? 0 : Math.max(0, Math.round(left / 1_000))}
          aria-label="Lease left"
        />
        {!gone && (
          <button type="button" className={quiet.quiet} onClick={press((it) => it.heartbeat())}>
            Keep it
          </button>
        )}
      </p>
    </header>
  );
}

const Lost = ({ why }: { why: string }) => (
  <div className={css.lost} role="alert">
    <p>{why}</p>
    <button type="button" className="button small" onClick={press((it) => it.again())}>
      Take it again
    </button>
    <button type="button" className="button small" onClick={press((it) => it.next())}>
      Take the next
    </button>
  </div>
);

/** The form will be gone: a key that follows at once, such as Z, is still heard. What is wrong takes the focus again. */
const leave = ({ currentTarget }: { readonly currentTarget: Element }) =>
  deskAround(currentTarget)?.focus({ preventScroll: true });

/** While something is written it is one form: Enter saves, Esc leaves, and the plate's own Ctrl + Enter is the form's. */
function Body({ shown, desk, item }: { shown: Shown; desk: Desk; item: Item }) {
  const { mode, lost } = desk;
  const sides = (
    <div className={css.sides}>
      <Source text={item.text} fields={shown.blind && !desk.shown ? null : item.fields} />
      <Answer shown={shown} desk={desk} item={item} />
    </div>
  );
  if (mode === 'look' || lost !== null)
    return (
      <>
        {sides}
        {lost === null && <Decide shown={shown} desk={desk} />}
      </>
    );
  return (
    <form
      onKeyDown={(event) => {
        const save = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if (event.key !== 'Escape' && !save) return;
        event.preventDefault();
        leave(event);
        press((it) => (save ? it.save() : it.mode('look')))(event);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        leave(event);
        press((it) => it.save())(event);
      }}
    >
      {sides}
      <div className={css.why}>
        <Reasons mode={mode} reason={desk.reason} fault={desk.faults['reason']} />
        <div className={css.decide}>
          <button type="submit" className={css.main} aria-disabled={shown.busy !== null || undefined}>
            {verbs[mode]}
          </button>
          <button type="button" onClick={press((it) => it.mode('look'))}>
            Cancel <kbd>Esc</kbd>
          </button>
        </div>
      </div>
    </form>
  );
}

function Answer({ shown, desk, item }: { shown: Shown; desk: Desk; item: Item }) {
  const { mode, typed, faults } = desk;
  const hidden = shown.blind && !desk.shown;
  if (mode === 'correct') return <FieldsForm typed={typed} faults={faults} focus />;
  if (!hidden)
    return (
      <FieldList
        fields={item.fields}
        confidence={item.fieldConfidence}
        own={shown.blind ? asFields(typed, item.fields) : null}
      />
    );
  return (
    <form
      className={css.blind}
      onSubmit={(event) => {
        event.preventDefault();
        press((it) => it.compare())(event);
      }}
    >
      <p>What do you read? The model’s answer is hidden until you have written yours.</p>
      <FieldsForm typed={typed} faults={faults} focus={false} />
      <button type="submit" className="button small">
        Compare
      </button>
    </form>
  );
}

/** What was typed, as values to lay beside the model's: equal texts are equal values. */
function asFields(typed: Typed, fields: Fields | null): Fields | null {
  const model = typedOf(fields);
  const own = { ...typed, orderNumber: typed.orderNumber.trim().toUpperCase() };
  const cents =
    own.amountCents.trim() === '' ? null : Math.round(Number(own.amountCents.replace(/[€,\s]/g, '')) * 100);
  return {
    ...(own as unknown as Fields),
    orderNumber: own.orderNumber || null,
    amountCents: own.amountCents === model.amountCents ? (fields?.amountCents ?? null) : cents,
    date: own.date.trim() || null,
  };
}

const verbs = {
  look: '',
  correct: 'Save the correction',
  reject: 'Reject',
  escalate: 'Escalate',
} as const;

function Decide({ shown, desk }: { shown: Shown; desk: Desk }) {
  const busy = shown.busy !== null || undefined;
  const hidden = shown.blind && !desk.shown;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls of a form
    <div className={css.decide} role="group" aria-label="Decide">
      <Button k="A" main busy={busy} off={hidden || desk.item?.fields === null} run={(it) => it.approve()}>
        Approve
      </Button>
      <Button k="E" busy={busy} off={hidden} run={(it) => it.mode('correct')}>
        Correct
      </Button>
      <Button k="R" busy={busy} run={(it) => it.mode('reject')}>
        Reject
      </Button>
      <Button k="X" busy={busy} run={(it) => it.mode('escalate')}>
        Escalate
      </Button>
      <span className={css.move}>
        <Button k="K" busy={busy} run={(it) => it.previous()}>
          Previous
        </Button>
        <Button k="J" busy={busy} run={(it) => it.next()}>
          Next
        </Button>
      </span>
    </div>
  );
}

function Button(props: {
  k: string;
  main?: boolean;
  busy: true | undefined;
  off?: boolean;
  run(it: Session): unknown;
  children: string;
}) {
  return (
    <button
      type="button"
      className={props.main ? css.main : undefined}
      aria-disabled={props.busy}
      data-off={props.off || undefined}
      aria-keyshortcuts={props.k}
      onClick={press(props.run)}
    >
      {props.children} <kbd>{props.k}</kbd>
    </button>
  );
}
