// The audit trail below the queue: what each decision left, checked by the API's own verifier, and falsified in a copy.
import { users } from '#api/storage/examples.ts';
import quiet from '../kit/quiet.module.css';
import { act } from './engine.ts';
import { type Checked, decisionLines, type Shown } from './state.ts';
import css from './Trail.module.css';
import type { Line } from './trail.ts';
import { doneText } from './words.ts';

/** Entries in view, newest first. */
const most = 24;

export function TrailView({ shown }: { shown: Shown }) {
  const { trail, checked, chosen } = shown;
  const lines = trail?.lines ?? [];
  const newest = [...lines].reverse().slice(0, most);
  const target = chosen ?? decisionLines(shown).at(-1)?.seq ?? null;
  const bad = checked?.verdict.kind === 'broken' ? checked.verdict.seq : null;
  return (
    <section className={css.trail} aria-label="Audit trail">
      <div className={css.head}>
        <h4>The audit trail</h4>
        <button type="button" className={quiet.quiet} onClick={() => act((it) => it.verify())}>
          Verify
        </button>
        <button type="button" className={quiet.quiet} onClick={() => act((it) => it.tamper())}>
          {target === null ? 'Tamper' : `Tamper with ${target}`}
        </button>
      </div>
      <div role="status">{checked && <Found checked={checked} />}</div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      <ol className={css.lines} aria-label="Entries of the queue and the pipeline, newest first" tabIndex={0}>
        {newest.map((line) => (
          <li
            key={line.seq}
            data-state={
              bad === null ? undefined : line.seq === bad ? 'bad' : line.seq > bad ? 'beyond' : 'sound'
            }
          >
            <span className={css.seq}>{line.seq}</span>
            <span>
              {sayOf(line)}
              {line.seq === bad && <strong> does not follow</strong>}
              <small>
                {line.rule} · {line.hash.slice(0, 12)}
              </small>
            </span>
            {/^review\.(decide|batched)$/.test(line.action) && (
              <button
                type="button"
                className={quiet.quiet}
                aria-pressed={line.seq === target}
                onClick={() => act((it) => it.choose(line.seq))}
              >
                Choose
              </button>
            )}
          </li>
        ))}
      </ol>
      <p className={css.note}>
        {trail === null
          ? 'What runs here does not show its trail.'
          : `${trail.rows.length} entries in all; of the queue and the pipeline the newest ${newest.length} of ${lines.length}. Codes and ids only: no text of a message is in it.`}
      </p>
    </section>
  );
}

function Found({ checked: { verdict, changed, entries } }: { checked: Checked }) {
  const intact = verdict.kind === 'intact';
  return (
    <p className={css.found} data-tone={intact ? 'pass' : 'fail'}>
      {intact
        ? `Intact: all ${entries} entries follow, to head ${hex(verdict.head.hash)} at entry ${verdict.head.seq}. This page keeps that head, and the next check must pass through it.`
        : changed === null
          ? `Broken at entry ${verdict.seq}: what stands there is not what was hashed.`
          : `Caught. In a copy of the trail, entry ${changed} was changed as the owner of the database would; the verifier stops at entry ${verdict.seq}, and nothing behind it counts. The copy was rolled back.`}
    </p>
  );
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes.slice(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');

const person = (id: unknown): string =>
  Object.values(users)
    .find((user) => user.id === id)
    ?.name.split(' ')[0] ?? 'The pipeline';
const short = (id: unknown): string => (typeof id === 'string' ? id.slice(-4) : '');

function sayOf({ action, subject, resource, details }: Line): string {
  const it = resource === null ? '' : ` …${short(resource)}`;
  const who = person(subject);
  const outcome = details['outcome'];
  switch (action) {
    case 'review.decide':
      return outcome === undefined
        ? `${who} ${doneText(String(details['action']))}${it}`
        : `${who} was refused${it}: ${String(outcome)}`;
    case 'review.batched':
      return `${who} ${doneText(String(details['action']))}${it}, in a batch`;
    case 'review.undo':
      return outcome === undefined ? `${who} took a decision back${it}` : `${who} was too late to undo${it}`;
    case 'review.claim':
      return resource === null
        ? `${who} asked for an item and got none`
        : `${who} claimed${it}, fence ${details['fence']}`;
    case 'review.lease':
      return details['held'] === true ? `${who} kept or gave back${it}` : `${who} no longer held${it}`;
    case 'pipeline.route':
      return `Routed${it} to ${details['to'] === 'auto' ? 'auto-approve' : 'a person'}`;
    case 'pipeline.store':
      return `Stored${it}, ${String(details['how'])}`;
    case 'pipeline.reject':
      return `Ended${it} as rejected`;
    case 'pipeline.call':
      return `The model read${it}`;
    case 'pipeline.validate':
      return `The contract held${it} to its form`;
    case 'pipeline.queue':
      return `Put in the queue${it}`;
    case 'intake.create':
      return `${who} sent messages in`;
    default:
      return `${who}: ${action}${it}`;
  }
}
