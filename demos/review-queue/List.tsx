// The queue in the order in which it is worked off: most urgent first, then what is due soonest.
import { users } from '#api/storage/examples.ts';
import { act } from './engine.ts';
import css from './ReviewQueue.module.css';
import { besides, deskOf, listed, type Shown } from './state.ts';
import { clockText, dueText, reasonText } from './words.ts';

const priorities = ['low', 'normal', 'high'] as const;

export function List({ shown }: { shown: Shown }) {
  const { now, as, blind } = shown;
  const all = listed(shown);
  const mine = deskOf(shown).item?.id;
  return (
    <nav className={css.list} aria-label="The queue">
      {all.length === 0 ? (
        <p>{shown.items.length === 0 ? 'Nothing is open.' : 'Nothing matches.'}</p>
      ) : (
        <ol>
          {all.map((item) => {
            const { id, pattern, reasons, priority, dueAt, confidence, claimedBy, leaseUntil, state } = item;
            const away = id === mine ? null : besides(item, users[as].id, now);
            const holder = Object.values(users)
              .find((user) => user.id === claimedBy)
              ?.name.split(' ')[0];
            return (
              <li key={id}>
                <button
                  type="button"
                  aria-current={id === mine || undefined}
                  data-away={away !== null || undefined}
                  onClick={() => act((it) => it.pick(id))}
                >
                  <span className={css.what}>
                    <b>{blind ? 'message' : pattern.split('+')[0]}</b>
                    {!blind && (
                      <span>{confidence === null ? 'no score' : `${Math.round(confidence * 100)} %`}</span>
                    )}
                  </span>
                  <span className={css.why}>{reasons.map(reasonText).join(', ')}</span>
                  <span className={css.when} data-priority={blind ? undefined : priorities[priority]}>
                    {item.escalated ? 'escalated · ' : ''}
                    {priority === 2 && !blind ? 'urgent · ' : ''}
                    {dueText(Date.parse(dueAt) - now)}
                    {away === 'held' &&
                      ` · ${holder} has it, ${clockText(Date.parse(leaseUntil ?? '') - now)}`}
                    {state === 'second' &&
                      ` · ${away === 'own' ? 'decided by you, needs another' : 'second person'}`}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </nav>
  );
}
