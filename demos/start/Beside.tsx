// What goes along with the message: what the link said it is about, and, only if the person adds it, what they looked at.
import { useState } from 'react';
import quiet from '../kit/quiet.module.css';
import { topicWords } from './demo.ts';
import { lookedAt } from './ports.ts';
import type { Context } from './prefill.ts';
import css from './Start.module.css';
import type { Session } from './session.ts';

export function Beside(props: { context: Context; looked: readonly string[]; session: Session }) {
  const { context, looked, session } = props;
  const [said, setSaid] = useState('');
  const { topic = '' } = context;
  const lines = [
    ...(context.from ? [{ name: 'from' as const, text: `You came from: ${context.from}` }] : []),
    ...(context.claim
      ? [{ name: 'claim' as const, text: `The sentence you looked at: ${context.claim}` }]
      : []),
  ];
  const without = (name: keyof Context): Context => {
    const { [name]: _, ...rest } = context;
    return rest;
  };
  return (
    <fieldset className={css.beside}>
      <legend>What goes along</legend>
      <label className={css.inline}>
        About{' '}
        <select
          value={topic}
          onChange={({ currentTarget: { value } }) =>
            session.setContext(value === '' ? without('topic') : { ...context, topic: value })
          }
        >
          <option value="">nothing in particular</option>
          {[...new Set([...Object.keys(topicWords), ...(topic ? [topic] : [])])].map((id) => (
            <option key={id} value={id}>
              {topicWords[id] ?? id}
            </option>
          ))}
        </select>
      </label>
      <ul>
        {lines.map(({ name, text }) => (
          <li key={name}>
            {text}{' '}
            <button type="button" className={quiet.quiet} onClick={() => session.setContext(without(name))}>
              Leave it out<span className="visually-hidden">: {text}</span>
            </button>
          </li>
        ))}
        {looked.map((path) => (
          <li key={path}>
            You looked at <code>{path}</code>{' '}
            <button
              type="button"
              className={quiet.quiet}
              onClick={() => session.setLooked(looked.filter((one) => one !== path))}
            >
              Leave it out<span className="visually-hidden">: {path}</span>
            </button>
          </li>
        ))}
      </ul>
      {looked.length === 0 && (
        <p className={css.hint}>
          <button
            type="button"
            className={quiet.quiet}
            onClick={() => {
              const found = lookedAt();
              if (found !== null && found.length > 0) return session.setLooked(found);
              setSaid(
                found === null
                  ? 'This browser does not tell a page where its tab has been.'
                  : 'This tab has been at no other page of this site.',
              );
            }}
          >
            Add what I looked at
          </button>{' '}
          It is read from this tab’s own history when you press, and shown here before anything is sent.
        </p>
      )}
      <p role="status" className={css.hint}>
        {said}
      </p>
    </fieldset>
  );
}
