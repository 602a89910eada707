// The figures of this run, the claims that do not hold in it, and what can be taken away.
import { figuresOf, inWords, type Pack, verdictOf } from '../proofs/pack/pack.ts';
import css from './Ledger.module.css';
import type { Shown } from './state.ts';

export function Summary({ shown, onSave }: { shown: Shown; onSave(form: 'html' | 'json'): void }) {
  const { run, results, left, recorded, doing } = shown;
  if (run === null || results.length === 0) return null;
  const pack = recorded !== null && typeof recorded !== 'string' ? recorded : null;
  const broken = pack?.claims.filter((claim) => verdictOf(claim, results) === 'failed') ?? [];
  const over = doing.kind === 'nothing';
  const total = results.reduce((sum, { ms }) => sum + ms, 0);
  return (
    <div className={css.summary} data-tone={over ? toneOf(shown) : undefined}>
      {pack && over && <Figures pack={pack} shown={shown} />}
      <p className={css.facts}>
        {results.length} run in {(total / 1000).toFixed(1)} s · {run.host} · commit {run.commit}
        {run.layersOff.length > 0 && ` · without ${run.layersOff.join(', ')}`}
      </p>
      {broken.length > 0 && (
        <ul className={css.broken} aria-label="Claims that do not hold in this run">
          {broken.map(({ id, sentence }) => (
            <li key={id}>
              <span aria-hidden="true">✗</span> <a href={`#${id}`}>{sentence}</a>
            </li>
          ))}
        </ul>
      )}
      {recorded === 'missing' && (
        <p>
          The recorded run could not be fetched, so there is nothing to compare with. Press Run to try again.
        </p>
      )}
      {over && (
        <>
          {left && <p>{left}</p>}
          {pack && (
            <p className={css.save}>
              Take this run with you:{' '}
              <button type="button" className="button small" onClick={() => onSave('html')}>
                Save as HTML
              </button>{' '}
              <button type="button" className="button small" onClick={() => onSave('json')}>
                Save as JSON
              </button>
            </p>
          )}
        </>
      )}
    </div>
  );
}

const toneOf = ({ results }: Shown): 'pass' | 'fail' | undefined =>
  results.some(({ outcome }) => outcome.kind === 'failed')
    ? 'fail'
    : results.every(({ outcome }) => outcome.kind === 'held')
      ? 'pass'
      : undefined;

function Figures({ pack, shown: { results } }: { pack: Pack; shown: Shown }) {
  const { proofs, claims } = figuresOf(pack.claims, results);
  return (
    <dl className={css.figures}>
      <div>
        <dt>Claims with a proof</dt>
        <dd>{inWords(claims)}</dd>
      </div>
      <div>
        <dt>Proofs</dt>
        <dd>{inWords(proofs)}</dd>
      </div>
      <div>
        <dt>Recorded</dt>
        <dd>{inWords(pack.figures.proofs)}</dd>
      </div>
    </dl>
  );
}
