// The barriers from the outside in: what each did with the attack, and its switch.
import { Press } from '../kit/Press.tsx';
import { type Switch, switches, type Tried } from '../proofs/matrix.ts';
import { barrierNames, goRound } from './demo.ts';
import { act } from './engine.ts';
import css from './Path.module.css';
import { type Passing, pathOf } from './path.ts';

const words: Readonly<Record<Passing, string>> = {
  passed: 'let it pass',
  stopped: 'stopped it',
  'not reached': 'not reached',
  off: 'switched off',
  'not on its way': 'not on its way',
};

export function Path(props: { id: string; tried: Tried | null; off: readonly Switch[]; busy: boolean }) {
  const { id, tried, off, busy } = props;
  const path = tried ? pathOf(id, tried, off) : switches.map((at) => ({ at, passing: null }));
  const stop = tried?.kind === 'stopped' ? tried : null;
  const end = tried?.kind === 'through' ? 'through' : stop?.by === 'beneath' ? 'beneath' : null;
  return (
    <ol className={css.path} aria-label="The way through the barriers">
      {path.map(({ at, passing }) => {
        const { short, name } = barrierNames[at];
        const isOff = off.includes(at);
        return (
          <li key={at} data-passing={passing ?? (isOff ? 'off' : 'unknown')}>
            <span className={css.short}>{short}</span>
            <span className={css.name}>
              {name}
              {passing === 'stopped' && stop && (
                <span className={css.rule}>
                  {!goRound.has(id) && ` ${stop.status}`} {stop.rule && <code>{stop.rule}</code>}
                </span>
              )}
            </span>
            <span className={css.word}>{passing ? words[passing] : isOff ? words.off : 'not known'}</span>
            <Press
              role="switch"
              className={`${css.switch} needs-js`}
              aria-checked={!isOff}
              aria-label={`${short} ${name}`}
              off={busy}
              onClick={() => act((it) => it.turn(at))}
            >
              <span aria-hidden="true">{isOff ? 'off' : 'on'}</span>
            </Press>
          </li>
        );
      })}
      {end && (
        <li data-passing={end === 'through' ? 'through' : 'stopped'}>
          <span className={css.short}>{end === 'through' ? '→' : '·'}</span>
          <span className={css.name}>{end === 'through' ? 'The attacker' : 'Beneath the layers'}</span>
          <span className={css.word}>{end === 'through' ? 'has what was wanted' : 'stopped it'}</span>
        </li>
      )}
    </ol>
  );
}
