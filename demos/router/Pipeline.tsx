import type { Looked } from './look.ts';
import css from './Pipeline.module.css';
import type { Way } from './route.ts';
import type { State } from './state.ts';
import { all, decimal, percent, reasonOf, thresholdText, whole } from './words.ts';

interface Node {
  readonly part: string;
  readonly name: string;
  readonly count: string;
  readonly what: string;
  /** What it says of the message that is looked at; null: that one does not come here. */
  readonly mine: string | null;
}

/** The pipeline as it is drawn on the page, with what went through each part; the way of one message is marked. */
export function Pipeline({ state, looked, way }: { state: State; looked: Looked; way: Way | null }) {
  const nodes = nodesOf(state, looked, way);
  return (
    <>
      <ol className={css.pipeline} aria-label="The pipeline">
        {nodes.map(({ part, name, count, what, mine }) => (
          <li key={part} className={css.node} data-part={part} data-on={mine !== null || undefined}>
            <span className={css.name}>{name}</span>
            <span className={css.count}>{count}</span>
            <span className={css.what}>{what}</span>
            {mine && <span className={css.mine}>{mine}</span>}
          </li>
        ))}
      </ol>
      {way && (
        <p className={css.foot}>
          Marked: the way of {way.row.id === 'm-yours' ? 'your message' : `message ${way.row.id}`}.
        </p>
      )}
    </>
  );
}

function nodesOf(state: State, { policy, figures }: Looked, way: Way | null): Node[] {
  const { total, valid, auto, human } = figures ?? { total: all, valid: all, auto: null, human: null };
  const counted = (n: number | null) => (n === null ? '–' : whole(n));
  const share = (n: number | null) => (n === null ? 'press Route' : percent(n / (total || 1)));
  const { score, qaRate } = state.settings;
  const row = way?.row;
  const onAuto = way?.to === 'auto';
  const onHuman = way?.to === 'human';
  const usable = row !== undefined && row.fields !== null;
  return [
    {
      part: 'raw',
      name: 'Raw input',
      count: whole(total),
      what: 'messages, kept as they came',
      mine: row ? `${whole(row.text.length)} characters` : null,
    },
    {
      part: 'processor',
      name: 'Processor',
      count: whole(total),
      what: `answers of ${state.model.version}`,
      mine: row ? (row.fields?.intent ?? 'an answer') : null,
    },
    {
      part: 'contract',
      name: 'Schema validator',
      count: whole(valid),
      what: `fit the contract; ${whole(total - valid)} refused`,
      mine: row ? (usable ? 'fits' : 'refused') : null,
    },
    {
      part: 'calibration',
      name: 'Calibration',
      count: score === 'raw' ? 'off' : whole(valid),
      what: score === 'raw' ? 'the model’s own score goes on' : 'scores become probabilities',
      mine: usable
        ? `${decimal(row.raw)} → ${score === 'raw' ? decimal(row.raw) : decimal(row.confidence?.item ?? null)}`
        : null,
    },
    {
      part: 'router',
      name: 'Confidence router',
      count: Number.isFinite(policy.threshold) ? `≥ ${thresholdText(policy.threshold)}` : 'never',
      what: `and every other reason; ${percent(qaRate, 0)} spot checks`,
      mine: way
        ? onAuto
          ? 'nothing against it'
          : way.reasons.map((one) => reasonOf(one).chip).join(', ')
        : null,
    },
    {
      part: 'auto',
      name: 'Auto-approve',
      count: counted(auto),
      what: share(auto),
      mine: onAuto ? 'approved' : null,
    },
    {
      part: 'human',
      name: 'Human review',
      count: counted(human),
      what: share(human),
      mine: onHuman ? 'waits for a person' : null,
    },
    {
      part: 'store',
      name: 'Output store',
      count: counted(auto),
      what: 'outputs at once',
      mine: onAuto ? 'stored' : null,
    },
    {
      part: 'queue',
      name: 'Output store',
      count: 'later',
      what: 'when a person has decided',
      mine: onHuman ? 'not yet' : null,
    },
    {
      part: 'audit',
      name: 'Audit trail',
      count: whole(total * 5),
      what: 'entries: one for each step',
      mine: way ? 'five entries' : null,
    },
  ];
}
