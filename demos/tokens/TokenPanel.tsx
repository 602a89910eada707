import { users } from '#api/storage/examples.ts';
import { useSession } from '../kit/use-session.ts';
import { Checks } from './Checks.tsx';
import { Decided } from './Decided.tsx';
import { algs, algWords, clockFrom, clockTo, people } from './demo.ts';
import { editIds, edits } from './edits.ts';
import { moment } from './examine.ts';
import { Parts } from './Parts.tsx';
import { Select } from './Select.tsx';
import { begin, type Shown, type TokenSession } from './session.ts';
import css from './Tokens.module.css';

/** Issue, look, break, move the clock, and see which check says no. */
export function TokenPanel({ session }: { session: TokenSession }) {
  const shown = useSession(session, begin);
  return (
    <>
      <div className={css.bar}>
        <Select
          label="Issue as"
          value={shown.person}
          options={people.map((one) => [one, `${users[one].name}, ${users[one].role}`])}
          onChoose={(person) => session.choose({ person })}
        />
        <Select
          label="Signed with"
          value={shown.alg}
          options={algs.map((one) => [one, one])}
          onChoose={(alg) => session.choose({ alg })}
        />
        <p className={css.hint}>{algWords[shown.alg]}</p>
      </div>
      <div className={css.columns}>
        <Parts token={shown.token} onType={(part, text) => void session.type(part, text)} />
        <div className={css.side}>
          <Breaking shown={shown} session={session} />
          <Clock shown={shown} onMove={(to) => void session.moveClock(to)} />
          <Checks report={shown.report} />
        </div>
      </div>
      <Decided shown={shown} onChoose={session.choose} />
    </>
  );
}

function Breaking({ shown: { edit }, session }: { shown: Shown; session: TokenSession }) {
  return (
    <section className={css.block} aria-label="Break it">
      <h4>Break it</h4>
      <div className={css.presses}>
        {editIds.map((id) => (
          <button key={id} type="button" aria-pressed={edit === id} onClick={() => void session.edit(id)}>
            {edits[id].title}
          </button>
        ))}
        <button type="button" aria-pressed={edit === null} onClick={() => void session.restore()}>
          As it was issued
        </button>
      </div>
      <p className={css.hint}>
        {edit === null ? 'Or type into a part.' : edit === 'hand' ? 'Changed by hand.' : edits[edit].says}
      </p>
    </section>
  );
}

const steps = [
  ['1 minute before', -60],
  ['When it was made', 0],
  ['Its last second', 600],
  ['6 seconds later', 606],
] as const;

function Clock({ shown: { clock, issued }, onMove }: { shown: Shown; onMove(to: number): void }) {
  return (
    <section className={css.block} aria-label="Clock">
      <h4>Move the clock</h4>
      <label className={css.clock}>
        <span>
          {clock < 0 ? `${-clock} s before it was made` : `${clock} s after it was made`},{' '}
          <output>{moment(issued.claims.iat + clock)}</output>
        </span>
        <input
          type="range"
          min={clockFrom}
          max={clockTo}
          step={1}
          value={clock}
          onChange={(event) => onMove(event.target.valueAsNumber)}
        />
      </label>
      <div className={css.presses}>
        {steps.map(([title, to]) => (
          <button key={to} type="button" aria-pressed={clock === to} onClick={() => onMove(to)}>
            {title}
          </button>
        ))}
      </div>
    </section>
  );
}
