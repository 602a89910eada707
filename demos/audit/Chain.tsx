// The trail drawn as the chain that it is, with the two verdicts over it and the first place that does not follow.
import type { Verdict } from '#api/audit/verify.ts';
import css from './Audit.module.css';
import { findingWords } from './demo.ts';
import { type Entry, entriesOf } from './entries.ts';
import type { Judged, Kept } from './trail.ts';

/** Entries in view; the first bad one is always among them. */
const most = 40;

export function Chain({ judged, kept }: { judged: Judged; kept: Kept }) {
  const { rows, alone, anchored, triggersOn } = judged;
  const all = entriesOf(rows, anchored);
  const bad = all.findIndex(({ state }) => state === 'bad');
  const from = Math.max(0, Math.min(all.length - most, bad === -1 ? all.length - most : bad - 5));
  const shown = all.slice(from, from + most);
  return (
    <>
      <dl className={css.verdicts} aria-live="polite">
        <Found title="The chain alone" verdict={alone} />
        <Found title={`With the head that this page kept, entry ${kept.seq}`} verdict={anchored} />
      </dl>
      <p className={css.says}>
        {rows.length} entries; the triggers are {triggersOn ? 'on' : 'off'}.
        {alone.kind === 'intact' &&
          anchored.kind === 'broken' &&
          ' Only the head that was kept elsewhere found it.'}
      </p>
      {from > 0 && <p className={css.more}>{from} entries before these</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      <ol className={css.chain} aria-label="Entries of the trail" tabIndex={0}>
        {shown.map((entry) => (
          <Link key={entry.seq} entry={entry} anchored={entry.seq === kept.seq} />
        ))}
        {anchored.kind === 'broken' && anchored.fault === 'cut' && (
          <li data-state="bad">
            <span className={css.seq}>{anchored.seq}</span>
            <span>
              <strong>gone</strong>: the kept head tells of entries to {kept.seq}
            </span>
          </li>
        )}
      </ol>
      {from + most < all.length && <p className={css.more}>{all.length - from - most} entries after these</p>}
    </>
  );
}

function Found({ title, verdict }: { title: string; verdict: Verdict }) {
  const intact = verdict.kind === 'intact';
  return (
    <div data-tone={intact ? 'pass' : 'fail'}>
      <dt>{title}</dt>
      <dd>
        {intact
          ? `${findingWords.intact}: intact to entry ${verdict.head.seq}`
          : `${findingWords[verdict.fault]}, at entry ${verdict.seq}`}
      </dd>
    </div>
  );
}

function Link({ entry, anchored }: { entry: Entry; anchored: boolean }) {
  const { seq, says, hash, previous, state } = entry;
  return (
    <li data-state={state}>
      <span className={css.seq}>{seq}</span>
      <span>
        {says}
        {state === 'bad' && <strong> does not follow</strong>}
        {anchored && <span className="chip">kept head</span>}
        <span className={css.hash}>
          {previous.slice(0, 8)} → {hash.slice(0, 8)}
        </span>
      </span>
    </li>
  );
}
