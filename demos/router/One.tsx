import { useState } from 'react';
import { fieldNames } from '#api/intake/model/message.ts';
import ruled from '../kit/ruled.module.css';
import type { Looked } from './look.ts';
import css from './Messages.module.css';
import shared from './Router.module.css';
import type { Way } from './route.ts';
import type { Evidence } from './row.ts';
import type { State } from './state.ts';
import { decimal, fieldWords, reasonOf, valueText } from './words.ts';
import { runsOf } from './words-in.ts';

type Towards = 'intent' | 'urgency';

/** One message: why it went where it went, what in the text spoke for it, and each field with its confidence. */
export function One({ state, looked: { policy }, way }: { state: State; looked: Looked; way: Way }) {
  const { row, to, reasons } = way;
  const [towards, look] = useState<Towards>('intent');
  const evidence = state.evidence?.of === row.id ? state.evidence.evidence : null;
  const meant = towards === 'intent' ? row.fields?.intent : row.fields?.urgency;
  return (
    <article className={css.one} aria-label={row.truth === null ? 'Your message' : `Message ${row.id}`}>
      <h4>{row.truth === null ? 'Your message' : `Message ${row.id}`}</h4>
      <ul className={css.why}>
        {to === 'auto' ? (
          <li>
            <span className={css.chip} data-to="auto">
              approved
            </span>
            Nothing spoke for a person.
            {row.wrong.length > 0 && (
              <span className={css.bad}>
                It is wrong in {row.wrong.map((name) => fieldWords[name]).join(' and ')}, and went out.
              </span>
            )}
          </li>
        ) : (
          reasons.map((reason) => {
            const { chip, why } = reasonOf(reason);
            return (
              <li key={reason}>
                <span className={css.chip}>{chip}</span>
                {why}
              </li>
            );
          })
        )}
        {reasons.includes('qa_sample') && row.wrong.length > 0 && (
          <li className={css.bad}>
            A confident mistake, caught: wrong in {row.wrong.map((name) => fieldWords[name]).join(' and ')}.
          </li>
        )}
      </ul>
      <div className={`${shared.presses} needs-js`}>
        {(['intent', 'urgency'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={one === towards} onClick={() => look(one)}>
            What spoke for {one} “{one === 'intent' ? row.fields?.intent : row.fields?.urgency}”
          </button>
        ))}
      </div>
      <Text text={row.text} evidence={evidence} towards={towards} />
      <p className={css.key}>
        <span>Shaded: spoke for “{meant}”. Wavy line: spoke against. Framed: read as a fact.</span>
        {evidence === null && (
          <span>{state.live ? 'Looking…' : 'Press Route to see it for this message.'}</span>
        )}
      </p>
      {evidence && <Twin text={row.text} evidence={evidence} towards={towards} meant={meant ?? ''} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      <section className={shared.frame} aria-label="Fields of this message" tabIndex={0}>
        <table className={`${ruled.ruled} ${shared.table}`}>
          <caption>Each field, and how sure</caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Read</th>
              {row.truth && <th scope="col">Right</th>}
              <th scope="col" data-right>
                Own score
              </th>
              <th scope="col" data-right>
                Probability
              </th>
            </tr>
          </thead>
          <tbody>
            {fieldNames.map((name) => {
              const wrong = row.wrong.includes(name);
              return (
                <tr key={name}>
                  <th scope="row">{fieldWords[name]}</th>
                  <td>{valueText(name, row.fields?.[name])}</td>
                  {row.truth && (
                    <td className={wrong ? css.bad : undefined}>
                      {wrong ? `✗ ${valueText(name, row.truth[name])}` : '✓'}
                    </td>
                  )}
                  <td data-right>{decimal(row.scores[name])}</td>
                  <td data-right>
                    {decimal(row.confidence?.fields[name] ?? null)}
                    {policy.fields[name] !== undefined && ` (≥ ${policy.fields[name]})`}
                  </td>
                </tr>
              );
            })}
            <tr>
              <th scope="row">all five</th>
              <td />
              {row.truth && <td />}
              <td data-right>{decimal(row.raw)}</td>
              <td data-right>{decimal(row.confidence?.item ?? null)}</td>
            </tr>
          </tbody>
        </table>
      </section>
    </article>
  );
}

const factsOf = ({ spans }: Evidence) =>
  (['orderNumber', 'amountCents', 'date'] as const).flatMap((name) => {
    const span = spans[name];
    return span === null ? [] : [{ ...span, name: fieldWords[name] }];
  });

/** How strongly, in three steps of the strongest; below a tenth it is not marked. */
function strength(weight: number, most: number): number {
  const share = weight / most;
  return share > 0.55 ? 3 : share > 0.25 ? 2 : share > 0.1 ? 1 : 0;
}

function Text({ text, evidence, towards }: { text: string; evidence: Evidence | null; towards: Towards }) {
  if (evidence === null) return <p className={css.text}>{text}</p>;
  const words = evidence[towards];
  const most = Math.max(...words.map(({ weight }) => Math.abs(weight)), 1e-9);
  return (
    <p className={css.text}>
      {runsOf(text, words, factsOf(evidence)).map(({ from, to, weight, fact }) => {
        const piece = text.slice(from, to);
        const level = strength(Math.abs(weight), most);
        if (level === 0 && fact === null) return piece;
        return (
          <mark
            key={from}
            data-for={weight > 0 && level > 0 ? level : undefined}
            data-against={weight < 0 && level > 0 ? '' : undefined}
            data-fact={fact === null ? undefined : ''}
            title={`${fact === null ? '' : `${fact}; `}${weight >= 0 ? '+' : '−'}${Math.abs(weight).toFixed(2)}`}
          >
            {piece}
          </mark>
        );
      })}
    </p>
  );
}

function Twin({
  text,
  evidence,
  towards,
  meant,
}: {
  text: string;
  evidence: Evidence;
  towards: Towards;
  meant: string;
}) {
  const words = [...evidence[towards]].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const sum = words.reduce((all, { weight }) => all + weight, 0);
  const signed = (weight: number) => `${weight >= 0 ? '+' : '−'}${Math.abs(weight).toFixed(2)}`;
  return (
    <details className={css.twin}>
      <summary>The same as a list</summary>
      <p className={shared.quiet}>
        Towards “{meant}”, against the mean of all classes:{' '}
        {words
          .slice(0, 8)
          .map(({ from, to, weight }) => `${text.slice(from, to)} ${signed(weight)}`)
          .join(', ')}
        {words.length > 8 && `, ${words.length - 8} more`}. Together {signed(sum)}; with the class’s bias that
        is the score, exactly.
      </p>
    </details>
  );
}
