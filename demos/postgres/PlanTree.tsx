import css from './Plan.module.css';
import { nameOf, type Plan, type PlanNode } from './plan.ts';
import { milliseconds, misjudged, notesOn } from './plan-notes.ts';

/** Nodes with their children below them; a bar for each one's own share of the time. */
export function PlanTree({ plan: { root } }: { plan: Plan }) {
  return (
    <ul className={css.tree}>
      <Node node={root} whole={Math.max(root.total, 0.001)} />
    </ul>
  );
}

function Node({ node, whole }: { node: PlanNode; whole: number }) {
  const off = misjudged(node);
  return (
    <li>
      <div className={css.node}>
        <p className={css.name}>
          <strong>{nameOf(node)}</strong>
          {node.index && <span> by {node.index}</span>}
        </p>
        <meter
          className={css.bar}
          aria-label={`Own share of the time: ${nameOf(node)}`}
          min={0}
          max={1}
          value={node.own / whole}
        >
          {Math.round((node.own / whole) * 100)} %
        </meter>
        <dl className={css.figures}>
          <div>
            <dt>time, own</dt>
            <dd>{milliseconds(node.own)}</dd>
          </div>
          <div>
            <dt>with those below</dt>
            <dd>{milliseconds(node.total)}</dd>
          </div>
          <div data-tone={off >= 10 ? 'warn' : undefined}>
            <dt>rows, expected → actual</dt>
            <dd>
              {node.expected.toLocaleString('en-GB')} → {node.rows.toLocaleString('en-GB')}
            </dd>
          </div>
          <div>
            <dt>pages</dt>
            <dd>
              {node.hit.toLocaleString('en-GB')} in memory, {node.read.toLocaleString('en-GB')} fetched
            </dd>
          </div>
        </dl>
        {node.conditions.map(({ name, text }) => (
          <p key={name} className={css.condition}>
            <span>{name}</span> <code>{text}</code>
          </p>
        ))}
        {notesOn(node).map(({ tone, text }) => (
          <p key={text} className={css.note} data-tone={tone}>
            {text}
          </p>
        ))}
      </div>
      {node.children.length > 0 && (
        <ul>
          {node.children.map((child, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nodes of a plan never move
            <Node key={index} node={child} whole={whole} />
          ))}
        </ul>
      )}
    </li>
  );
}
