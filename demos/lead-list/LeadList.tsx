import { useState } from 'react';
import { csvOf } from '#api/leads/csv.ts';
import fields from '../kit/fields.module.css';
import { keepFocus } from '../kit/keep-focus.ts';
import { saveFile } from '../kit/save-file.ts';
import { useLive, useSession } from '../kit/use-session.ts';
import { about } from './demo.ts';
import css from './LeadList.module.css';
import { begin, createSession, type Listed } from './session.ts';

const mails: Readonly<Record<Listed['mail'], string>> = {
  waiting: 'not mailed yet',
  sent: 'mailed',
  'given-up': 'mailing given up',
};
const day = (at: string): string =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** The list: signed out, empty, or with what arrived. */
export default function LeadList() {
  const [session] = useState(() => createSession({ fetch: (path, init) => fetch(path, init), save }));
  const shown = useSession(session, begin);
  const live = useLive();
  return (
    <section
      ref={keepFocus}
      id={about.id}
      className={`${css.list} needs-js`}
      data-live={live || undefined}
      aria-label={about.title}
    >
      {shown.kind === 'out' ? (
        <form
          className={`${css.signIn} ${fields.fields}`}
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            void session.signIn(String(form.get('email')), String(form.get('password')));
          }}
        >
          <label>
            E-mail address
            <input name="email" type="email" autoComplete="username" required />
          </label>
          <label>
            Password
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
          <button type="submit" className="button primary" aria-disabled={shown.busy || undefined}>
            Sign in
          </button>
        </form>
      ) : (
        <p className={css.actions}>
          <button type="button" className="button small" onClick={() => void session.refresh()}>
            Look again
          </button>
          <button type="button" className="button small" onClick={() => void session.download()}>
            Download CSV
          </button>
          <button type="button" className="button small" onClick={() => void session.signOut()}>
            Sign out
          </button>
        </p>
      )}
      <p role="status" className={css.said}>
        {shown.said}
      </p>
      {shown.kind === 'in' && (
        <>
          <ol className={css.leads}>
            {shown.leads.map((one) => (
              <li key={one.id}>
                <Lead one={one} />
              </li>
            ))}
          </ol>
          {shown.next !== null && (
            <button type="button" className="button" onClick={() => void session.more()}>
              {shown.busy ? 'Reading …' : 'Show more'}
            </button>
          )}
        </>
      )}
    </section>
  );
}

function Lead({ one: { reference, at, deleteAfter, mail, lead } }: { one: Listed }) {
  const rows: readonly (readonly [string, string])[] = [
    ['Company', lead.company],
    ['Stage', lead.stage],
    ['Budget', lead.budget],
    ['Time', lead.time],
    ['NDA', lead.nda ? 'asked for' : ''],
    ['About', [lead.topic, lead.from, lead.claim].filter(Boolean).join(', ')],
    ['Looked at', lead.looked.join(', ')],
  ];
  return (
    <article>
      <h3>
        <code>{reference}</code> {lead.name},{' '}
        <a href={`mailto:${encodeURIComponent(lead.email)}?subject=${reference}`}>{lead.email}</a>
      </h3>
      <p className={css.when}>
        {day(at)} UTC, {mails[mail]}, kept until {day(deleteAfter)}
      </p>
      <p className={css.text}>{lead.building}</p>
      {lead.matters !== '' && <p className={css.text}>What matters: {lead.matters}</p>}
      <dl>
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </article>
  );
}

const save = (leads: readonly Listed[]): void =>
  saveFile(
    new Blob([csvOf(leads)], { type: 'text/csv;charset=utf-8' }),
    `leads-${new Date().toISOString().slice(0, 10)}.csv`,
  );
